"""Insight: what goes on in a network, as numbers and pictures."""
