"""Wrong requests made of right ones: a JSON value broken in some places, then its text, then its bytes.

A seeded ``random.Random`` does it, twenty times as fast as hypothesis would.
"""

import json
import string

DIGITS = "9" * 5000
NUMBERS = (0, -1, 1, 1.5, 2**31, 2**53 + 1, -(2**63), 10**30, 1e308, -0.0, 1e-320, float("nan"), float("inf"))
TEXTS = (
    "",
    "\x00",
    "\ud800",
    "é\u2028",
    "NaN",
    "=" * 30,
    "-1",
    "1e999",
    "../../etc/passwd",
    "__proto__",
    "%00",
    "{0}",
    "%s",
)
FORMULAS = (
    "z",
    "1/z",
    "z**z**z",
    "sin(" * 20,
    "(" * 199,
    "max(" + "z," * 60 + "z)",
    "a" * 200,
    "erf(z)*erf(2z)*erf(3z)",
    "1e999z",
)
RAW = ("1e999", "-1e999", "NaN", "Infinity", DIGITS, "-" + DIGITS, "0." + DIGITS, "01", "+1", "'x'",
       "[" * 3000, '{"a":' * 3000, "\\u0000", "")  # fmt: skip


def value(random, depth=0):
    """Any JSON value at all."""
    kind = random.randrange(9 if depth < 3 else 6)
    if kind < 2:
        return random.choice(NUMBERS)
    if kind == 2:
        return random.choice((None, True, False))
    if kind < 6:
        return text(random, random.choice((*TEXTS, *FORMULAS, "x" * 500)))
    inner = [value(random, depth + 1) for _ in range(random.randrange(4))]
    return inner if kind < 8 else {random.choice((*TEXTS, "run", "units", "text")): item for item in inner}


def text(random, plain):
    """A text with some of it changed, doubled or gone; base64, CSV, links, formulas and files are texts."""
    for _ in range(random.randrange(4)):
        place, other = sorted(random.randrange(len(plain) + 1) for _ in range(2))
        how = random.randrange(5)
        if how == 0:
            plain = plain[:place] + plain[other:]
        elif how == 1:
            plain = plain[:place] + random.choice((*TEXTS, *string.punctuation, "\n", "\t", "9" * 20)) + plain[place:]
        elif how == 2:
            plain = plain[:other] + plain[place:other] * random.randrange(1, 9) + plain[other:]
        elif how == 3 and plain:
            plain = plain[:place] + chr(random.randrange(1, 0x250)) + plain[place + 1 :]
        else:
            plain = plain[place:] + plain[:place]
    return plain[:20_000]


def _changed(random, old):
    how = random.randrange(6)
    if isinstance(old, str) and how:
        return text(random, old)
    if isinstance(old, bool | None) or how == 0:
        return value(random)
    if isinstance(old, int | float):
        return random.choice(
            (-old, old + 1, old - 1, old * 2, old / 3, random.choice(NUMBERS), str(old), [old], 10 ** min(30, how * 8))
        )
    if isinstance(old, list) and old:
        return random.choice(
            (old * random.randrange(2, 20), old[:-1], old[::-1], [old], {"0": old}, [value(random), *old])
        )
    return random.choice(([old], [], {}, None, {"": old}))


def _places(tree, found):
    for key, item in tree.items() if isinstance(tree, dict) else enumerate(tree):
        found.append((tree, key))
        if isinstance(item, dict | list):
            _places(item, found)
    return found


def broken(random, good, others):
    """A copy of a JSON value with one to three places changed, removed, added, or taken from another one."""
    whole = [json.loads(good)]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = _places(whole, [])
        parent, key = places[min(random.randrange(len(places)), random.randrange(len(places)))]  # most are numbers
        how = random.randrange(10)
        if how == 0 and len(places) > 1:
            del parent[key]
        elif how == 1 and isinstance(parent, dict):
            parent[random.choice(("x", "", "state", "formula", "points", "__class__"))] = value(random)
        elif how == 2:
            parent[key] = random.choice(_places([json.loads(random.choice(others))], []))[0]
        else:
            parent[key] = _changed(random, parent[key])
        if not whole:
            return None
    return whole[0]


def spoilt(random, body):
    """The bytes of a request with its text or bytes changed: no JSON any more, most often."""
    how = random.randrange(6)
    if how == 0:
        return random.randbytes(random.randrange(200))
    if how == 1:
        return body[: random.randrange(len(body) + 1)]
    if how == 2:
        return random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b" " * 5000, b"[")) + body
    place = random.randrange(len(body) + 1)
    if how == 3:
        return body[:place] + random.randbytes(3) + body[place + 1 :]
    colon = body.find(b":", place)
    if how == 4 and colon > 0:  # a number of another kind, where a value begins
        return body[: colon + 1] + random.choice(RAW).encode() + b"," + body[colon + 1 :]
    return body.replace(
        b'":', b'":' + random.choice(RAW).encode() + b',"x":', 1
    )  # the key is doubled, or its value odd
