"""Tests: ``core`` knows no web, ``app`` knows no browser, ``browser`` does what a person does."""
