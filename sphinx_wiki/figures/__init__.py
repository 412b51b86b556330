"""Interactive figures: drawn from their data by one local script, when they come into view."""
