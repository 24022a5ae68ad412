"""Studies: many runs compared with honest statistics."""
