"""Files to fill in, one for each language: headings, lists to choose from, an example, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from mapae.core.documents.mrz_layouts import Format, MrzFields
from mapae.core.documents.mrz_writing import write
from mapae.core.group.cells import STATES
from mapae.core.group.choices import WORDS
from mapae.core.group.headings import HEADINGS, LANGUAGES, MARK
from mapae.core.group.rows import EXAMPLE_MARKS
from mapae.gateways.sheets.state_names import names_in
from mapae.gateways.sheets.writing import csv_pieces
from mapae.gateways.sheets.xlsx_parts import LISTS, Style
from mapae.gateways.sheets.xlsx_writing import Choice, Page, column_name, workbook
from mapae.usecases.sheet_ports import Table

_LINES = write(
    MrzFields(
        format=Format.TD3, code="P", issuer="UTO", primary="ERIKSSON", secondary="ANNA<MARIA", number="U12345678",
        nationality="UTO", birth="870327", sex="F", expiry="310327",
    )
)  # fmt: skip
# The specimen of Doc 9303-4, appendix B, with a number and days of ours. Choices are codes here, words in the file.
_EXAMPLE: Mapping[str, str] = {
    "mrz": "\n".join(_LINES), "nationality": "UTO", "issuing_state": "UTO", "document_number": "U12345678",
    "document_expiry": "2031-03-27", "surname": "ERIKSSON", "given_names": "ANNA MARIA", "birth_date": "1987-03-27",
    "sex": "F", "has_other_nationality": "no", "phone": "+90 532 000 00 00", "email": "anna@example.org",
    "arrival_day": "2030-06-01", "purpose": "tourism", "stay_street": "110 Sejong-daero, Jung-gu, Seoul",
    "stay_postcode": "04524", "employment": "employed", "occupation": "Teacher", "has_visited_before": "no",
    "has_criminal_record": "no", "has_infectious_disease": "no", "was_refused_entry": "no",
}  # fmt: skip
_WIDTHS = {"mrz": 50, "stay_street": 40, MARK: 14}
_WIDTH = 22
INSTRUCTIONS: tuple[Promise, ...] = (
    _("One traveller in each row of the first sheet. The grey row is an example: it is not read."),
    _("You may delete columns, change their order, and leave cells empty: what is missing is shown before you pay."),
    _(
        "If you copy the two lines at the bottom of the passport page into their column, "
        "you may leave the passport's other columns empty."
    ),
    _("Write days as year, month, day: 1990-05-27. Where the passport shows no day or month, write XX: 1990-XX-XX."),
    _("Write countries by name or by the three letters of the passport, for example TUR."),
    _("Write names in Latin letters, as the passport shows them."),
    _("Where a cell offers a list, choose from it. Letters such as F or M are understood too."),
    _("Leave the column of row marks empty. In a file that you download again it keeps each row where it belongs."),
)


def template_xlsx(language: str, fields: Sequence[str]) -> Iterator[bytes]:
    """The workbook in pieces."""
    lists = _lists(language, fields)
    widths = [_WIDTHS.get(name, _WIDTH) for name in fields]
    rows = [(Style.HEADING, headings(language, fields)), (Style.EXAMPLE, example(language, fields))]
    with override(language):
        travellers = Page(gettext("Travellers"), rows, widths, _choices(fields, lists))
        about = [(Style.HEADING, [gettext("How to fill in this file")])]
        about += [(Style.WRAPPED, [str(sentence)]) for sentence in INSTRUCTIONS]
        how = Page(gettext("Instructions"), about, [80])
    depth = max((len(words) for words in lists.values()), default=0)
    listed = [(Style.PLAIN, [words[n] if n < len(words) else "" for words in lists.values()]) for n in range(depth)]
    return workbook([travellers, how, Page(LISTS, listed, has_heading=False, is_hidden=True)])


def template_csv(language: str, fields: Sequence[str]) -> Iterator[bytes]:
    """The same without lists and instructions."""
    return csv_pieces(Table("", headings(language, fields), [example(language, fields)]), language)


def headings(language: str, fields: Sequence[str]) -> list[str]:
    """The heading of each field that our own files have in this language."""
    return [HEADINGS[name][LANGUAGES.index(language)][0] for name in fields]


def example(language: str, fields: Sequence[str]) -> list[str]:
    """The row that shows how, marked so that it is not read."""
    marked = {**_EXAMPLE, MARK: EXAMPLE_MARKS[LANGUAGES.index(language)]}
    return [written(name, marked.get(name, ""), language) for name in fields]


def written(name: str, raw: str, language: str) -> str:
    """A raw answer as our files show it: choices in the words of the language, all else as it is."""
    words = WORDS.get(name, {}).get(raw)
    return words[LANGUAGES.index(language)][0] if words else raw


def _lists(language: str, fields: Sequence[str]) -> dict[str, list[str]]:
    """What each column offers."""
    place = LANGUAGES.index(language)
    offered = {name: [words[place][0] for words in WORDS[name].values()] for name in fields if name in WORDS}
    countries = [name for name, _code in names_in(language)]
    return offered | {name: countries for name in fields if name in STATES}


def _choices(fields: Sequence[str], lists: Mapping[str, list[str]]) -> list[Choice]:
    sources = {}
    for place, (name, words) in enumerate(lists.items()):
        letter = column_name(place)
        sources[name] = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
    return [Choice(column, sources[name]) for column, name in enumerate(fields) if name in sources]
