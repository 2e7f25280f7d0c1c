"""Files to fill in: known again in every language, with lists to choose from and an example that nobody mistakes."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.utils.translation import override

from mapae.core.application.answers import problems_in
from mapae.core.application.questions import EMPLOYMENTS, PURPOSES
from mapae.core.application.situation import Situation
from mapae.core.group.cells import read_cell
from mapae.core.group.choices import WORDS
from mapae.core.group.columns import find_columns, fold
from mapae.core.group.days import Reading
from mapae.core.group.headings import LANGUAGES, template_fields
from mapae.core.group.rows import Decisions, day_questions, read_rows
from mapae.faces.look.questions.countries import nationality_choices
from mapae.faces.look.questions.wording import YES_NO
from mapae.faces.look.words import EMPLOYMENTS as EMPLOYMENT_WORDS
from mapae.faces.look.words import PURPOSES as PURPOSE_WORDS
from mapae.faces.look.words import SEXES as SEX_WORDS
from mapae.gateways.sheets.files import SheetFiles
from mapae.gateways.sheets.state_names import names_in, state_names
from mapae.gateways.sheets.templates import example
from mapae.usecases.sheet_ports import WrittenKind

SHEETS = SheetFiles()
FIELDS = template_fields()


def template(language: str, kind: WrittenKind) -> bytes:
    return b"".join(SHEETS.template(language, kind, FIELDS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(WrittenKind))
def test_a_template_is_read_without_a_question_and_its_example_is_nobody(language: str, kind: WrittenKind) -> None:
    sheet = SHEETS.read(template(language, kind))
    columns = find_columns(sheet.rows)
    assert columns.is_certain
    assert tuple(columns.fields.values()) == FIELDS
    assert list(read_rows(sheet, columns, Decisions(), SHEETS.state_names())) == []
    assert len(sheet.rows) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_would_be_right(language: str) -> None:
    """Copied without its mark it passes every check, in a demonstration."""
    row = dict(zip(FIELDS, example(language, FIELDS), strict=True)) | {"row": ""}
    answers = {
        field: read_cell(field, cell, Reading(), state_names()).raw
        for field, cell in row.items()
        if cell and field != "row"
    }
    situation = Situation(date(2029, 1, 1), is_demonstration=True)
    assert problems_in(answers, [field for field in FIELDS if field not in ("row", "opts_in")], situation) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_are_offered_from_a_hidden_list_in_the_language(language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(language, WrittenKind.XLSX)))
    travellers, how, lists = book.worksheets
    assert (how.sheet_state, lists.sheet_state, travellers.freeze_panes) == ("visible", "hidden", "A2")
    offered = {str(one.sqref).split("2:")[0]: one.formula1 for one in travellers.data_validations.dataValidation}
    for field in ("sex", "purpose", "nationality", "has_criminal_record"):
        column = openpyxl.utils.get_column_letter(FIELDS.index(field) + 1)
        name, place = offered[column].split("!")
        assert name.strip("'") == lists.title
        words = [cell.value for (cell,) in lists[place.replace("$", "")]]
        assert all(read_cell(field, word, Reading(), state_names()).fault is None for word in words)
        assert words == ([name for name, _code in names_in(language)] if field == "nationality" else words)
    assert how["A1"].value and all(row[0].value for row in how.iter_rows(min_row=2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_pages_are_the_words_of_the_files(language: str) -> None:
    shown = {"sex": SEX_WORDS, "purpose": PURPOSE_WORDS, "employment": EMPLOYMENT_WORDS, "has_visited_before": YES_NO}
    with override(language):
        for field, words in shown.items():
            assert {code: str(word) for code, word in words.items()} == {
                code: SHEETS.shown(field, code, language) for code in WORDS[field]
            }
    assert set(PURPOSE_WORDS) == set(PURPOSES) and set(EMPLOYMENT_WORDS) == set(EMPLOYMENTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_that_the_pages_name_is_known_by_that_name(language: str) -> None:
    names = state_names()
    with override(language):
        choices = dict(one for one in nationality_choices(is_demonstration=False) if isinstance(one[1], str))
    assert [(code, name) for code, name in choices.items() if code and names.get(fold(str(name))) != code] == []


def test_names_of_two_states_stand_for_neither() -> None:
    assert not {fold("Korea"), fold("Kore"), fold("Kongo"), fold("Congo")} & set(state_names())


def test_days_of_the_example_are_asked_of_nobody() -> None:
    sheet = SHEETS.read(template("tr", WrittenKind.CSV))
    assert day_questions(sheet, find_columns(sheet.rows), Decisions()) == ()
