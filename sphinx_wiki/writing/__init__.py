"""Writing pages without doing for each what is the same for many.

Nothing here changes what is written. Each part stands back, for Sphinx's own way,
wherever an extension, a theme or another version of Sphinx brings what it does not know.
"""
