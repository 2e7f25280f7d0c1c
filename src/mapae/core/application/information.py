"""What an officer may ask an applicant for: topics of a closed list, and words of the officer's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

DAYS_TO_ANSWER = 14
LONGEST_QUESTION = 2000
LONGEST_ANSWER = 4000


class Topic(StrEnum):
    """What a question is about. The applicant reads the topic in their own language."""

    DOCUMENT = "document"
    PURPOSE = "purpose"
    STAY = "stay"
    MEANS = "means"
    EARLIER_VISITS = "earlier_visits"
    DECLARATION_DETAILS = "declaration_details"
    OTHER = "other"


class QuestionProblem(StrEnum):
    """Why a question cannot go out. Closed list."""

    NO_TOPIC = "no_topic"
    UNKNOWN_TOPIC = "unknown_topic"
    WORDS_MISSING = "words_missing"
    TOO_LONG = "too_long"


class AnswerProblem(StrEnum):
    """Why an answer is not taken. Closed list."""

    MISSING = "missing"
    TOO_LONG = "too_long"


def check_question(topics: Sequence[str], words: str) -> QuestionProblem | None:
    """None for a question that can go out; `other` alone says nothing, so it needs words."""
    if not topics:
        return QuestionProblem.NO_TOPIC
    if not set(topics) <= set(Topic):
        return QuestionProblem.UNKNOWN_TOPIC
    if Topic.OTHER in topics and not words.strip():
        return QuestionProblem.WORDS_MISSING
    return QuestionProblem.TOO_LONG if len(words) > LONGEST_QUESTION else None


def check_answer(words: str) -> AnswerProblem | None:
    """None for an answer that can be taken."""
    if not words.strip():
        return AnswerProblem.MISSING
    return AnswerProblem.TOO_LONG if len(words) > LONGEST_ANSWER else None


def due_day(asked_on: date) -> date:
    """The last day to answer, inclusive, at the destination. What comes later is taken until there is a decision."""
    return asked_on + timedelta(days=DAYS_TO_ANSWER)
