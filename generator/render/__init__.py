"""Render: templates and views become the bytes of pages."""
