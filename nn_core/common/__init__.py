"""What all floors stand on: checked input, command lines, deadlines, random streams, flushed and written numbers."""
