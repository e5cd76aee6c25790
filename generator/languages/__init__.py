"""Languages: interface words, numbers and dates, and what to say when a text is missing."""
