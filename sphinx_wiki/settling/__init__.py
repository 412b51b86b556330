"""Settling: what all notes together say, derived anew only where something changed."""
