"""A text and its key. AES-256-GCM (NIST SP 800-38D), a fresh nonce each time, the row's name as associated data."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32  # bytes
NONCE = 12  # bytes, random: a key seals some hundred texts at most, far from where random nonces could meet
VERSION = b"\x01"


class Broken(Exception):
    """This key does not open this: another key, another row, or other bytes than were sealed. It says no more."""

    def __init__(self) -> None:
        super().__init__("This key does not open this.")


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY)


def seal(text: str, key: bytes, name: str) -> bytes:
    """`text`, so that only `key` opens it, and only under `name`.

    name     of the row it is kept in: bytes that are moved to another row do not open there
    returns  a version byte, the nonce, and the sealed text with its tag: 29 bytes more than the text has in UTF-8

    >>> key = new_key()
    >>> open_sealed(seal("Am I pushing too soon?", key, "row 1"), key, "row 1")
    'Am I pushing too soon?'
    """
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, text.encode(), name.encode())


def open_sealed(sealed: bytes, key: bytes, name: str) -> str:
    """The text that was sealed with `key` under `name`; raises Broken for anything else."""
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    if sealed[:1] != VERSION or len(nonce) != NONCE:
        raise Broken
    try:
        return AESGCM(key).decrypt(nonce, rest, name.encode()).decode()
    except InvalidTag:
        raise Broken from None


def token(key: bytes, meaning: str) -> str:
    """A word for `meaning` that says nothing without `key`, and with it can be made again: 22 characters.

    Whoever holds the key can try who or what is meant; once the key is destroyed nobody can.
    """
    digest = hmac.digest(key, b"token\0" + meaning.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
