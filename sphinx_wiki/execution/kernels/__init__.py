"""Kernels that start warm: forked from a process that has imported what notes import.

Nothing here knows Sphinx.
"""
