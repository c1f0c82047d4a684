"""The one error of pulls that a person can mend."""


class PullFailed(Exception):  # noqa: N818 - the word that status and logs show
    """A source could not be pulled; the message is the sentence that says why and what to do, without any password."""
