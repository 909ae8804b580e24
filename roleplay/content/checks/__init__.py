"""What must hold beyond the single values: ids, references, languages, secrets. One file a kind of content.

The checks read what stands in the file, not the models made of it, so they also speak of files that a model refuses:
an author sees everything at once.
"""
