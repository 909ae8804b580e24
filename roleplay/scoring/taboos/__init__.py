"""The ten taboos: one file each, named by its id."""
