"""Photos: what an editor committed becomes safe, responsive variants, named before a pixel is touched."""
