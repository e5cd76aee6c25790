"""One module per kind of page: which exist (``units``), and what their templates see (``pages``)."""
