"""What all floors stand on: checked input, deadlines, random streams, flushed numbers, written numbers."""
