"""A key under another key: AES key wrap (RFC 3394), which needs no nonce and notices a wrong key by itself."""

import hashlib
from collections.abc import Mapping

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from soundingboard.sealing.seal import Broken

WRAPPED = 40  # bytes


def name_of(site_key: bytes) -> str:
    """What a site key is called beside what it wraps: 16 hexadecimal digits that do not lead back to it."""
    return hashlib.sha256(b"name of a site key\0" + site_key).hexdigest()[:16]


def wrap(key: bytes, site_key: bytes) -> bytes:
    """`key`, so that only `site_key` gives it back: 40 bytes, the same each time."""
    return aes_key_wrap(site_key, key)


def unwrap(wrapped: bytes, site_key: bytes) -> bytes:
    """The key that was wrapped; raises Broken for another site key or other bytes."""
    try:
        return aes_key_unwrap(site_key, wrapped)
    except (InvalidUnwrap, ValueError):
        raise Broken from None


def rotate(wrapped: Mapping[str, bytes], old: bytes, new: bytes) -> dict[str, bytes]:
    """The same keys under another site key, and none of what they seal touched; raises Broken, having changed nothing.

    wrapped  {name of a key: that key under `old`}
    """
    return {name: wrap(unwrap(one, old), new) for name, one in wrapped.items()}
