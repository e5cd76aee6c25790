"""Specifications: what Etalase promises, told through its public commands on real files."""
