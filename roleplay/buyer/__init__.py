"""The buyer: a director that decides, as a pure function, and voices that only word what was decided."""
