"""What a rep reads after a call: the scorecard, two attempts compared, calls over time. Markup in, nothing but markup out."""
