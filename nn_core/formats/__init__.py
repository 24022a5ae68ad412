"""What the core reads and writes: links, files, tables."""
