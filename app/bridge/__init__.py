"""What goes round Dash."""
