"""What machines read: sitemaps, open data, robots, headers."""
