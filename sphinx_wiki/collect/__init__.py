"""Collecting: from the doctree of one note to facts about that note alone."""
