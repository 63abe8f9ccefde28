"""A lawful no: one class for engines, pages, the command line and sockets."""


class Refused(Exception):
    """What was asked cannot be done, and nothing was changed.

    what  what happened, a sentence for the person who asked; never their words, a name or a key
    fits  what would fit instead, or what to do; may be empty
    """

    def __init__(self, what: str, *, fits: str = "") -> None:
        super().__init__(f"{what} {fits}".strip())
        self.what = what
        self.fits = fits
