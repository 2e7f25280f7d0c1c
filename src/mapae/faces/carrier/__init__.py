"""The carrier's face: the board check."""
