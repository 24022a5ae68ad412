"""What travels: the answers field by field, and the frames in them, with states and pictures as text."""
