"""Facts: pure values and functions that import neither Sphinx nor docutils."""
