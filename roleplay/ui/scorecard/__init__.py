"""What a rep reads after a call: the scorecard, two attempts compared, calls over time. Values in, markup out."""
