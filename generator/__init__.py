"""Etalase: one folder of YAML and photos per small producer becomes a catalogue and expo microsites."""
