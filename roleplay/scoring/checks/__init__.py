"""The checks that criteria of a rubric can name: one file each, found by the file's name."""
