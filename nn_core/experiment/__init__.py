"""The experiment: everything that a person chose."""
