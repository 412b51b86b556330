"""The search index: as a clean build has it, at a cost that does not grow with the wiki."""
