"""What may be asked and answered."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.application.information import AnswerProblem, QuestionProblem, check_answer, check_question, due_day


@pytest.mark.parametrize(
    ("topics", "words", "problem"),
    [
        (["purpose"], "", None),
        (["purpose", "stay"], "Who invites you?", None),
        (["other"], "x" * 2000, None),
        ([], "Who invites you?", QuestionProblem.NO_TOPIC),
        (["weather"], "How is it?", QuestionProblem.UNKNOWN_TOPIC),
        (["purpose", "other"], " \n", QuestionProblem.WORDS_MISSING),
        (["purpose"], "x" * 2001, QuestionProblem.TOO_LONG),
    ],
)
def test_question_names_its_topics(topics: list[str], words: str, problem: QuestionProblem | None) -> None:
    assert check_question(topics, words) is problem


@pytest.mark.parametrize(
    ("words", "problem"),
    [("x", None), ("x" * 4000, None), ("", AnswerProblem.MISSING), (" \n", AnswerProblem.MISSING),
     ("x" * 4001, AnswerProblem.TOO_LONG)],
)  # fmt: skip
def test_answer_says_something_and_not_too_much(words: str, problem: AnswerProblem | None) -> None:
    assert check_answer(words) is problem


def test_fourteen_days_to_answer_the_last_one_included() -> None:
    assert due_day(date(2026, 11, 22)) == date(2026, 12, 6)
