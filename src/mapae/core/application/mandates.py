"""The versions of the words in which a representative declares to act for a traveller. The words are with the faces."""

from __future__ import annotations

WORDINGS = ("1",)  # a change of what the words say gets the next number; mandates under the earlier ones keep theirs
CURRENT_WORDING = WORDINGS[-1]
