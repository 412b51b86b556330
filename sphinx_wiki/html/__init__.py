"""Values of the wiki as HTML and as the data files that scripts in a page read."""
