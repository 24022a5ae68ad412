"""Tables: what a spreadsheet exports, as points and labels."""
