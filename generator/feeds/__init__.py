"""What machines read: sitemaps, robots, headers."""
