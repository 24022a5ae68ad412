"""Tests in a real browser: what a person does, and what a person sees."""
