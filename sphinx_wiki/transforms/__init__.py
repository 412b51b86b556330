"""The transforms of documents: each runs only for documents in which it can do something.

About ninety transforms go through every note, each of them through the whole
tree, and in most notes nine of ten find nothing. `needs` says for those that we
know what they look for, `census` what a document holds, and `runner` runs the
rest. A transform that we do not know, such as one of another extension, always
runs.
"""
