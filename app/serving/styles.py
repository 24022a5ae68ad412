"""Styles that Dash's and Plotly's scripts put into a page, by what they say: nothing else is allowed beside our files.

A policy without 'unsafe-inline' names each style element and each style attribute by the hash of its text. (What a
script sets one property at a time, as React, Plotly and our scripts mostly do, needs no permission.) When a library
has other styles, the browser names their hashes in its log, and the tests that look into it fail.
"""

from base64 import b64encode
from hashlib import sha256

_ELEMENTS = (
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",  # empty: Plotly and webpack begin with one, and fill it by script
    "Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s=",  # Dash's renderer
    "ITR5T9OwskhdqdsliUJRmgp9ltOFAHgXe1F7eRvGnmQ=",  # Dash's core components, also the next ones
    "0IJGrxhCP5NUIafylLkj5118xkZH1kp5FmNio7NOckI=",
    "Z8VokGxeiKThZOEmkdUgfW+jxbvItBwAXC8M1c4wqAM=",
    "VUA+tqvhK3niMn7AdszqidMFPRh9FLqxB2iINUrsiTw=",
    "Aq43X0SlmB69maWGob4rp/UuSHhwePalkRRExtsxOJ8=",
    "SkhFDxgIcEjMhRh19uSHWrkdnAlZ9rlskgr9yLsipa8=",
    "uDiOZWps1U7E8/0BTaQrclYMhVhRVE4dT0vb5X6nXOw=",
    "+QoPrsxO0auPnxSulD3bAr9CoDGgzv7YRfYE0vfxeQI=",
    "MJs2ke1SA6Cy3tTCZu2QH0rj0r//iNqU0idy9bM4leg=",
    "X2TqJwnIiE/ceDVeAdr7v7BOWBU6CEzE6qxlNzBzvBk=",
    "JLEjeN9e5dGsz5475WyRaoA4eQOdNPxDIeUhclnJDCE=",  # MathJax: its formulas, and the menu that it could have
    "mQyxHEuwZJqpxCw3SLmc4YOySNKXunyu2Oiz1r3/wAE=",
    "OCf+kv5Asiwp++8PIevKBYSgnNLNUZvxAp4a7wMLuKA=",
    "h5LOiLhk6wiJrGsG5ItM0KimwzWQH/yAcmoJDJL//bY=",
    "Kr2woIvSHaNbo1cE6wZu4SLBsH4UHWNB/gX5mkI9yBM=",  # colors of code, which come with the formulas
)
_ATTRIBUTES = (  # what Plotly makes of the marks that it knows in texts, and of the one size that our charts ask for
    "font-size:10px",
    "font-size:70%",
    "font-weight:bold",
    "font-style:italic",
    "font-style:italic;font-weight:bold",
    "text-decoration:line-through",
    "text-decoration:underline",
    "cursor:pointer",
)


def source_list() -> str:
    """The directive of a content security policy."""
    attributes = (b64encode(sha256(text.encode()).digest()).decode() for text in _ATTRIBUTES)
    return " ".join(
        ("style-src 'self' 'unsafe-hashes'", *(f"'sha256-{digest}'" for digest in (*_ELEMENTS, *attributes)))
    )
