"""The editor's desk: what helps to write and change the catalogue's files."""
