"""Training: from a state to the next one. Read training.py first."""
