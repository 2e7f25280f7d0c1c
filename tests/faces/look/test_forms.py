"""The form all faces build on."""

import datetime
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from mapae.faces.look.dates import PARTS_IN_ERROR
from mapae.faces.look.fields import ThreePartDateField
from mapae.faces.look.forms import (
    Checkboxes,
    ConfirmationField,
    EmailField,
    LookForm,
    Radios,
    Select,
    Textarea,
    TextInput,
    ThreePartDateInput,
    list_errors,
)


class Traveller(LookForm):
    passport_number = forms.CharField(
        label="Passport number", help_text="Mind 0 and O.", widget=TextInput(width=10, is_latin=True)
    )
    birth_date = ThreePartDateField(label="Date of birth", widget=ThreePartDateInput(autocomplete="bday"))
    sex = forms.ChoiceField(
        label="Sex",
        choices=[("F", "Female"), ("X", "Unspecified")],
        widget=Radios(hints={"X": "As printed."}),
    )
    nationality = forms.ChoiceField(label="Nationality", choices=[("", ""), ("UTO", "Utopia")], widget=Select())
    email = EmailField(label="E-mail")
    purposes = forms.MultipleChoiceField(label="Purposes", choices=[("a", "Work"), ("b", "Rest")], widget=Checkboxes())
    note = forms.CharField(label="Note", required=False, widget=Textarea())
    is_true = ConfirmationField(label="My answers are true")
    version = forms.CharField(widget=forms.HiddenInput, required=False)


GOOD = {
    "passport_number": "U24681357",
    "birth_date_day": "27",
    "birth_date_month": "3",
    "birth_date_year": "1987",
    "sex": "F",
    "nationality": "UTO",
    "email": "deniz@example.com",
    "purposes": ["a"],
    "is_true": "on",
}


def checked(**changes: Any) -> Traveller:
    form = Traveller({**GOOD, **changes})
    form.is_valid()
    return form


def test_good_answers_give_values() -> None:
    form = checked()
    assert form.errors == {}
    assert form.cleaned_data["birth_date"] == datetime.date(1987, 3, 27)


def test_every_error_leads_to_an_input_of_the_page(markup: Any) -> None:
    form = Traveller({})
    page = markup(str(form))
    targets = [item.href.removeprefix("#") for item in form.error_summary()]
    inputs = {attrs.get("id") for tag in ("input", "select", "textarea") for attrs in page.all(tag)}
    assert len(targets) == 7
    assert set(targets) <= inputs


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"birth_date_day": ""}, "#id_birth_date_day"),
        ({"birth_date_month": "", "birth_date_year": ""}, "#id_birth_date_month"),
        ({"birth_date_year": "87"}, "#id_birth_date_year"),
        ({"birth_date_day": "31", "birth_date_month": "2"}, "#id_birth_date_day"),
    ],
)
def test_date_error_leads_to_the_part_that_is_wrong(changes: dict[str, str], target: str) -> None:
    assert [item.href for item in checked(**changes).error_summary()] == [target]


def test_only_the_wrong_part_of_a_date_is_marked_and_the_rest_is_kept(markup: Any) -> None:
    boxes = markup(str(checked(birth_date_month="")["birth_date"])).all("input")
    assert [box["value"] for box in boxes] == ["27", "", "1987"]
    assert ["aria-invalid" in box for box in boxes] == [False, True, False]


def test_what_was_typed_is_shown_again_in_its_own_digits(markup: Any) -> None:
    boxes = markup(str(checked(birth_date_day="٤٢")["birth_date"])).all("input")
    assert boxes[0]["value"] == "٤٢"


def test_every_date_code_has_a_sentence() -> None:
    assert set(PARTS_IN_ERROR) | {"required", "not_a_real_date"} <= set(ThreePartDateField().error_messages)


@pytest.mark.parametrize(("language", "order"), [("en", "dmy"), ("tr", "dmy"), ("ko", "ymd")])
def test_date_is_asked_in_the_order_of_the_language(markup: Any, language: str, order: str) -> None:
    with override(language):
        boxes = markup(str(Traveller()["birth_date"])).all("input")
    assert "".join(box["name"].removeprefix("birth_date_")[0] for box in boxes) == order


def test_optional_date_may_stay_empty_but_not_half_empty() -> None:
    field = ThreePartDateField(required=False)
    empty = ThreePartDateInput().value_from_datadict({}, {}, "day")
    half = ThreePartDateInput().value_from_datadict({"day_day": "1"}, {}, "day")
    assert field.clean(empty) is None
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(half)
    assert refused.value.code == "month_year_missing"


def test_known_date_fills_the_boxes_and_is_no_change(markup: Any) -> None:
    day = datetime.date(1987, 3, 27)
    boxes = markup(str(Traveller(initial={"birth_date": day})["birth_date"])).all("input")
    assert [box["value"] for box in boxes] == ["27", "3", "1987"]
    assert not ThreePartDateField().has_changed(day, ThreePartDateInput().value_from_datadict(GOOD, {}, "birth_date"))


def test_hint_and_error_are_read_out_with_their_input(markup: Any) -> None:
    page = markup(str(Traveller({})))
    box = next(attrs for attrs in page.all("input") if attrs.get("id") == "id_passport_number")
    assert box["aria-describedby"].split() == ["id_passport_number_helptext", "id_passport_number_error"]
    described = [ids for _, attrs in page.elements for ids in attrs.get("aria-describedby", "").split()]
    assert set(described) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert page.unbalanced == []


def test_passport_fields_are_left_to_right_everywhere(markup: Any) -> None:
    with override("ar"):
        boxes = markup(str(Traveller())).all("input")
    latin = {box["id"] for box in boxes if box.get("dir") == "ltr"}
    assert latin == {
        "id_passport_number",
        "id_email",
        *(f"id_birth_date_{part}" for part in ("day", "month", "year")),
    }


def test_every_visible_input_has_its_label(markup: Any) -> None:
    page = markup(str(Traveller()))
    asked = {
        box["id"] for tag in ("input", "select", "textarea") for box in page.all(tag) if box.get("type") != "hidden"
    }
    assert asked == {label["for"] for label in page.all("label")}


def test_heading_field_is_the_heading_of_the_page(markup: Any) -> None:
    class OneThing(LookForm):
        heading_field = "sex"
        sex = forms.ChoiceField(choices=[("F", "Female")], widget=Radios())

    assert len(markup(str(OneThing())).all("h1")) == 1
    assert markup(str(Traveller())).all("h1") == []


def test_core_error_says_the_sentence_of_its_field_before_that_of_its_code() -> None:
    form = checked()
    form.add_core_errors(
        [("passport_number", "bad_characters"), ("nationality", "bad_characters")],
        {("passport_number", "bad_characters"): "Use letters and numbers", "bad_characters": "Check this"},
    )
    assert form.errors["passport_number"] == ["Use letters and numbers"]
    assert form.errors["nationality"] == ["Check this"]


def test_core_error_of_another_page_stands_above_the_form() -> None:
    form = checked()
    form.add_core_errors([("arrival_day", "in_the_past")], {"in_the_past": "The day is over"})
    assert [(item.href, item.message) for item in form.error_summary()] == [("", "The day is over")]


def test_core_error_without_a_sentence_is_never_silent() -> None:
    with pytest.raises(KeyError):
        checked().add_core_errors([("passport_number", "unheard_of")], {})


def test_core_error_can_mark_one_part_of_a_date() -> None:
    form = checked()
    form.add_core_errors([("birth_date", "year_missing")], {"year_missing": "Enter the year"})
    assert [item.href for item in form.error_summary()] == ["#id_birth_date_year"]


def test_two_errors_with_one_sentence_each_name_their_field() -> None:
    form = checked()
    form.add_core_errors([("passport_number", "odd"), ("note", "odd")], {"odd": "Check this"})
    assert [item.message for item in form.error_summary()] == [
        "Passport number: Check this",
        "Note: Check this",
    ]


def test_own_sentence_of_a_field_is_kept() -> None:
    class Own(LookForm):
        name = forms.CharField(error_messages={"required": "Enter your surname"})

    assert [item.message for item in Own({}).error_summary()] == ["Enter your surname"]


def test_typed_markup_is_shown_as_text() -> None:
    html = str(checked(passport_number='"><script>x</script>', birth_date_day='"><script>'))
    assert "<script>" not in html


def test_errors_of_any_django_form_can_be_listed() -> None:
    class Plain(forms.Form):
        name = forms.CharField(label="Name")

    assert [(item.href, item.message) for item in list_errors(Plain({}))] == [("#id_name", "This field is required.")]


def test_select_writes_options_and_groups_and_escapes_them() -> None:
    select = Select({"autocomplete": "country"})
    select.choices = [("", ""), ("A&B", "<b>"), ("Others", [("C", "“C”"), ("D", "D")])]
    shown = select.render("state", "C", {"id": "id_state"})
    assert '<select name="state" autocomplete="country" id="id_state">' in shown
    assert '<option value="A&amp;B">&lt;b&gt;</option>' in shown
    assert (
        '<optgroup label="Others">\n<option value="C" selected>“C”</option>\n<option value="D">D</option>\n</optgroup>'
        in shown
    )
    assert shown.count(" selected") == 1
