"""Machine-readable zones in a text: one after the other, as a reader types them or somebody pastes them."""

from __future__ import annotations

_LINES_OF_WIDTH = {30: 3, 36: 2, 44: 2}
# A reader without line ends sends a whole zone in one piece.
_IN_ONE_PIECE = {90: 30, 72: 36, 88: 44}
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def zones_in(text: str) -> list[tuple[str, ...]]:
    """The zones in the order of the text; blank lines and blanks around lines do not count, small letters are raised.

    Lines that belong to no zone come each as a zone of its own, for the reading to refuse.
    """
    lines = [part for line in text.splitlines() if line.strip() for part in _pieces(line.strip().translate(_UPPER))]
    zones: list[tuple[str, ...]] = []
    while lines:
        count = _LINES_OF_WIDTH.get(len(lines[0]), 1)
        zone = lines[:count]
        if any(len(line) != len(zone[0]) for line in zone):
            zone = zone[:1]
        zones.append(tuple(zone))
        del lines[: len(zone)]
    return zones


def _pieces(line: str) -> list[str]:
    width = _IN_ONE_PIECE.get(len(line))
    return [line] if width is None else [line[start : start + width] for start in range(0, len(line), width)]
