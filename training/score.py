"""Scores `find` on annotated texts with the counting rules of tests/deid. Run: python -m training.score FILE..."""
