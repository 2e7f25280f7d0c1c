"""The feeds as JSON, as contracts/policy/openapi.yaml describes them. The format only grows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any  # JSON

from mapae.core.rulebook.assessment import Fee, Reason
from mapae.core.rulebook.by_age import AgeBand, Stretch
from mapae.core.rulebook.evaluation import NO_RULE
from mapae.core.rulebook.intervals import ADULT
from mapae.core.rulebook.model import BEFORE_DECISION, FeeRule, Rule, in_force
from mapae.core.rulebook.period import Period
from mapae.usecases.publish_rules import NationalityRules, PublishedRules, list_nationalities

Json = dict[str, Any]


def written(content: Json) -> bytes:
    """The bytes of a feed: the same content gives the same bytes."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def fees_json(rules: PublishedRules) -> Json:
    """The fee table, past rules too."""
    return {
        **_head(rules),
        "fees": [_fee_rule_json(rule) for rule in rules.book.fees],
        "exempt_travellers": {"total": 0, "may_apply_for_the_fee": bool(rules.terms and rules.terms.opt_in_reasons)},
    }


def requirements_json(rules: PublishedRules) -> Json:
    """Every nationality with its dated intervals, and the rules and reasons that they name."""
    nationalities = list_nationalities(rules)
    bands = [band for one in nationalities for stretch in one.stretches for band in stretch.bands]
    return {
        **_head(rules),
        "destination": sorted(rules.book.destination),
        "fee": _fee_json(rules.terms.fee) if rules.terms else None,
        "validity": _validity_json(rules),
        "opt_in_reasons": sorted(rules.terms.opt_in_reasons) if rules.terms else [],
        "adult_age": ADULT,
        "nationalities": [_nationality_json(one) for one in nationalities],
        "everybody_else": {"requirement": "outside", "reasons": [NO_RULE.code]},
        "rules": _rules_json(rules, bands, nationalities),
        "reasons": _reasons_json(rules, bands),
    }


def _head(rules: PublishedRules) -> Json:
    return {
        "programme": rules.book.programme,
        "rulebook": rules.book.version,
        "as_of": rules.day.isoformat(),
        "zone": str(rules.book.zone),
        "is_complete": rules.is_complete,
    }


def _fee_rule_json(rule: FeeRule) -> Json:
    return {
        **_rule_json(rule),
        "rule": rule.id,
        **_fee_json(rule.fee),
        "is_refunded_after_refusal": False,  # no rule that can be written gives it back then
        "is_refunded_after_withdrawal": rule.refund == BEFORE_DECISION,
    }


def _fee_json(fee: Fee) -> Json:
    return {"base": fee.base, "processing": fee.processing, "total": fee.total, "currency": fee.currency}


def _validity_json(rules: PublishedRules) -> Json | None:
    if rules.terms is None:
        return None
    (rule,) = in_force(rules.book.validities, rules.day)[:1]
    return {"years": rule.years, "entries": rule.entries, "capped_by": "document_expiry", "rule": rule.id}


def _nationality_json(one: NationalityRules) -> Json:
    return {
        "nationality": one.nationality,
        "other_passports": list(one.other_passports),
        "max_stay_days": one.stay.days,
        "stay_rule": one.stay.rule or None,
        "intervals": [_interval_json(stretch) for stretch in one.stretches],
    }


def _interval_json(stretch: Stretch) -> Json:
    adult = next(band for band in stretch.bands if band.first <= ADULT and (band.last is None or band.last >= ADULT))
    return {
        **_period_json(stretch.days),
        "requirement": adult.requirement.value,
        "by_age": [_band_json(band) for band in stretch.bands],
    }


def _band_json(band: AgeBand) -> Json:
    return {
        "from_age": band.first,
        "to_age": band.last,
        "requirement": band.requirement.value,
        "reasons": list(dict.fromkeys(reason.code for reason in band.reasons)),
        "rules": [reason.rule for reason in band.reasons if reason.rule != NO_RULE.rule],
    }


def _rules_json(rules: PublishedRules, bands: Iterable[AgeBand], nationalities: Iterable[NationalityRules]) -> Json:
    """The source of each rule that is named elsewhere in the feed."""
    named = {reason.rule for band in bands for reason in band.reasons} | {one.stay.rule for one in nationalities}
    if rules.terms:
        named.add(rules.terms.validity_rule)
    return {rule.id: _rule_json(rule) for rule in rules.book.rules() if rule.id in named}


def _rule_json(rule: Rule) -> Json:
    return {**_period_json(rule.in_force), "source": rule.source, "confidence": rule.confidence}


def _reasons_json(rules: PublishedRules, bands: Iterable[AgeBand]) -> Json:
    found: set[Reason] = {reason for band in bands for reason in band.reasons} | {NO_RULE}
    return {code: dict(rules.book.said(code)) for code in sorted({reason.code for reason in found})}


def _period_json(days: Period) -> Json:
    return {
        "from": days.first.isoformat() if days.first else None,
        "to": days.last.isoformat() if days.last else None,
    }
