"""Writing: what changed is staged, exchanged file by file, and remembered; nothing else is touched."""
