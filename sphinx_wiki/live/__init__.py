"""Live preview: builds in a warm process, served by another, shown as soon as a note is saved."""
