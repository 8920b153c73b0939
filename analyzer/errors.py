"""The exceptions a caller can meet, one tree.

::

    LoanClauseError                 everything we raise on purpose
    ├── UnreadableError             the input cannot be read
    │   ├── UnknownFormatError      not a kind of file we read
    │   ├── DamagedFileError        empty, truncated or broken inside
    │   ├── PasswordError           needs a password, or the given one is wrong
    │   ├── NoTextError             read, but holds no text (a scan, a photo)
    │   └── LimitError              larger, deeper or slower than the settings allow
    ├── CancelledError              the caller said to stop
    └── UsageError                  the call itself makes no sense (an unknown rule, an empty folder)

``str(error)`` is one sentence in plain Chinese: what is wrong and what to do. ``error.code`` is stable and
in English. Mistakes in the pattern library, or in a pack over it, raise ``clause_patterns.PatternError``:
they are the rule author's, not the reader's. A reader who calls ``analyzer`` meets them as ``UsageError``.
"""


class LoanClauseError(Exception):
    """Base of all errors raised on purpose; ``code`` names the kind in English."""

    code = "error"


class UnreadableError(LoanClauseError):
    """The input cannot be read."""

    code = "unreadable"


class UnknownFormatError(UnreadableError):
    """The content is not a kind of file we read."""

    code = "unknown-format"


class DamagedFileError(UnreadableError):
    """The file is empty, truncated or broken inside."""

    code = "damaged"


class PasswordError(UnreadableError):
    """The file needs a password, or the given password is wrong."""

    code = "password"


class NoTextError(UnreadableError):
    """The file was read but holds no text."""

    code = "no-text"


class LimitError(UnreadableError):
    """The file is larger, deeper or slower to read than the settings allow."""

    code = "limit"


class CancelledError(LoanClauseError):
    """The caller said to stop."""

    code = "cancelled"


class UsageError(LoanClauseError):
    """The call itself makes no sense."""

    code = "usage"
