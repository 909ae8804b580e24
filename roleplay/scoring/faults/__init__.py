"""The seven speech faults: one file each, named by its id."""
