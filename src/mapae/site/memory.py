"""The garbage collector of a server or worker process: what was made at its start stays, and need not be looked through again."""

from __future__ import annotations

import gc

# A list of 300 passengers makes some thousand values that live until it is answered, a file of 10,000 travellers some
# hundred thousand; by Python's own 700 the collector would run several times within each list, and all the time in a file.
_MADE_BEFORE_A_LOOK = 20_000


def settle() -> None:
    """Call once, when everything that stays is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_A_LOOK, 20, 20)
