"""What notes and projects of Quarto hold: cells, shortcodes, settings."""
