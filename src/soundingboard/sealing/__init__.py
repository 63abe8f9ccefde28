"""Sealing: a text becomes bytes that only its key opens. Keys are arguments; where they live is for others to say."""

from soundingboard.sealing.seal import Broken, new_key, open_sealed, seal, token
from soundingboard.sealing.wrap import name_of, rotate, unwrap, wrap

__all__ = ["Broken", "name_of", "new_key", "open_sealed", "rotate", "seal", "token", "unwrap", "wrap"]
