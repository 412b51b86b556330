"""Running the code of notes: what is outdated, in parallel, into a store of results."""
