"""Who may do what: secrets that only who was given them knows, and codes that a class can type."""

from hashlib import sha256
from secrets import choice, token_urlsafe

# Letters and digits that nobody takes for another one when they are read from a projector: five million codes.
ALPHABET = "234679ACDEFHJKMNPRTWXY"
CODE = 5  # signs
SECRET = 24  # bytes of chance


def new_secret() -> str:
    """What nobody can guess, for an address."""
    return token_urlsafe(SECRET)


def new_code() -> str:
    """What a class types to join."""
    return "".join(choice(ALPHABET) for _ in range(CODE))


def new_id() -> str:
    """What a class is called in addresses; it gives no right."""
    return "".join(choice(ALPHABET) for _ in range(12))


def digest(secret: str) -> str:
    """What is kept of a secret. It has so much chance in it that a plain digest is enough."""
    return sha256(secret.encode()).hexdigest()


def tidy(code: str) -> str:
    """A code as it was typed: small letters, spaces and hyphens do no harm."""
    return "".join(code.upper().split()).replace("-", "")
