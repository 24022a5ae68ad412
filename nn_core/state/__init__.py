"""The training state: everything that training has produced."""
