"""Rows of a transliteration table, as the table modules write them."""

from __future__ import annotations


def read_rows(rows: str) -> dict[str, tuple[str, ...]]:
    """«Ää AE/A» on a line, or after a comma, becomes Ä and ä, each with its forms in order; `-` is a letter left out."""
    table = {}
    for row in rows.replace("\n", ",").split(","):
        letters, forms = row.split()
        for letter in letters:
            table[letter] = tuple(form.strip("-") for form in forms.split("/"))
    return table
