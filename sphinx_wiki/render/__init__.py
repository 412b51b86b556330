"""Rendering: placeholders and links become nodes that show what was settled."""
