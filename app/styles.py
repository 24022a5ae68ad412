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
    "dGhn+ZsTl+yrLMxisTTVrHQ3C7yiKSA7u1STOy7i0Wc=",  # Dash's core components, also the next ones
    "5dSXoxfQ1FkVUA9Hsvw5yUJTd5MA8Q2lGersT+sULRw=",
    "at4ntTDcBAYQz5RkX1E7M+dt+TJEFKjdEHCJSaX8quo=",
    "hwD8vlOnGFSRR3suKexmsG0EHxIPAqrJAaapmId6C54=",
    "N2cS5IYpYoQcL6J6vIYHPfs3JsMkqEJRaX/kgYE8ZnY=",
    "c1Swud1vk5Vs6AletxZkj8oqNMk2VbAiNMk/S4yc6F0=",
    "vhcfq9Vqy2m4eWyagpEUjurPxGMHRwoa7vscCNmAllc=",
    "p5xUVWevfKa/iHTSW7x0MoTm87g++pdK+Qt2q6n35YM=",
    "1r/+hn4pI3HznJycGaJ/YnQUB/ZehfsQCpiomcCHkb0=",
    "Iw0PphswQ/P/qOI4ZUc2fC5oVzvpFY4TgO24gOilJoM=",
    "QWR3H1Rdh/aXNg2bH6F2zodZqaz4PxxHISqhwtLg1hk=",  # its colours of code
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
