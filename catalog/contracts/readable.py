r"""Sentences about documents as anything may show them: a page, an alert, a terminal, the log of a CI job.

Names out of a document are whatever somebody wrote. What steers a terminal, begins another line or turns the direction
of the text around is written as in JSON (`\u202e`): the categories Cc and Cs of Unicode, the separators of lines and
paragraphs, and the explicit directional controls (UAX #9, 2). What nobody reads to its end is cut.
"""

import re

LONGEST_NAME = 200
LONGEST = 2_000

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONG_NAME = re.compile(f"`([^`]{{{LONGEST_NAME}}})[^`]+`")


def readable(text: str) -> str:
    """The text in one line of at most `LONGEST` characters, in which no name is longer than `LONGEST_NAME`.

    What is readable stays as it is, so that whoever shows a text need not know whether somebody made it so.
    """
    if not text.isprintable():
        text = _STEERING.sub(_written, text)
    if len(text) > LONGEST_NAME:
        text = _LONG_NAME.sub(r"`\1…`", text)
    if len(text) > LONGEST:
        told = f"… ({len(text):,} characters)"
        text = text[: LONGEST - len(told)] + told
    return text


def _written(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
