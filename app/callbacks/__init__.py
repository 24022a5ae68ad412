"""What the server answers to the calls of the browser: see ``app/calls.py`` for the table of them."""
