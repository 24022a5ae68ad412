"""Links: a whole set-up as the text behind the # of an address."""
