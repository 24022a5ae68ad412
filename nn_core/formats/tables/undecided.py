"""What a table does not say by itself, so that a person has to."""


class UndecidedError(ValueError):
    """A table that could be read in more than one way, and none is taken in silence.

    ``choice`` is the name of the argument of ``read_own_data`` that says which, ``answers`` are some of its values.
    """

    def __init__(self, message: str, choice: str, answers: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choice = choice
        self.answers = answers
