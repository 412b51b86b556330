"""Reading: which files are notes, and what turns each into a document."""
