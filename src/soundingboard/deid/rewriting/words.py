"""Lists of words, written as one writes words."""


def words(listed: str) -> frozenset[str]:
    """The words of `listed`, which are set apart by spaces.

    >>> sorted(words("her his"))
    ['her', 'his']
    """
    return frozenset(listed.split())
