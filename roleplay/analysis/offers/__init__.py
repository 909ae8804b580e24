"""The sequence of offers of a bargaining: who offered what when, and by what shape the rep gave way."""
