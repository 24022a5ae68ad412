"""Requests that nobody would send, through the whole application, and what they cost."""
