"""Whoever changes the stored log, as owner of the database and with the log's own key, is found.

A checkpoint kept elsewhere covers the log up to its size. A change that a rewrite under the own key makes after it
can be found by the next checkpoint that is kept elsewhere only; so the tamperings here lie before it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import F

from mapae.core.audit.checkpoint import Checkpoint, sign_checkpoint
from mapae.core.audit.keys import Signer
from mapae.core.audit.leaf import canonical, parse
from mapae.core.audit.tree import Frontier, leaf_hash
from mapae.records.models import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import audit_key, seal_log
from mapae.usecases.verify_log import verify_stored_log
from tests.usecases.conftest import LongLog

pytestmark = pytest.mark.wide

Dice = random.Random
Tampering = Callable[[Ports, Dice], None]


def placed(position: int) -> AuditPlacement:
    return AuditPlacement.objects.select_related("leaf").get(position=position)


def anywhere(dice: Dice) -> AuditPlacement:
    return placed(dice.randrange(AuditPlacement.objects.count()))


def write(placement: AuditPlacement, content: bytes, dice: Dice) -> None:
    """Other content; sometimes the forger thinks of the stored hash too."""
    AuditLeaf.objects.filter(id=placement.leaf_id).update(content=content)
    if dice.random() < 0.5:
        AuditPlacement.objects.filter(position=placement.position).update(leaf_hash=leaf_hash(content))


def edit_a_byte(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    content = bytearray(placement.leaf.content)
    content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
    write(placement, bytes(content), dice)


def forged(content: bytes, dice: Dice) -> bytes:
    changes = [{"action": "application.forged"}, {"actor": "nobody"}, {"reasons": ("forged",)}, {"after": "0" * 64}]
    return canonical(replace(parse(content), **dice.choice(changes)))  # type: ignore[arg-type]  # fields of a leaf


def edit_a_field(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    write(placement, forged(bytes(placement.leaf.content), dice), dice)


def edit_a_hash(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    changed = bytearray(placement.leaf_hash)
    changed[dice.randrange(32)] ^= dice.randrange(1, 256)
    AuditPlacement.objects.filter(position=placement.position).update(leaf_hash=bytes(changed))


def two_places(dice: Dice) -> tuple[AuditPlacement, AuditPlacement]:
    one, two = dice.sample(range(AuditPlacement.objects.count()), 2)
    return placed(one), placed(two)


def swap_contents(_: Ports, dice: Dice) -> None:
    one, two = two_places(dice)
    write(one, bytes(two.leaf.content), dice)
    write(two, bytes(one.leaf.content), dice)


def swap_places(_: Ports, dice: Dice) -> None:
    one, two = two_places(dice)
    AuditPlacement.objects.filter(position__in=(one.position, two.position)).delete()
    for position, other in ((one.position, two), (two.position, one)):
        AuditPlacement.objects.create(position=position, leaf_id=other.leaf_id, leaf_hash=other.leaf_hash)


def close_the_gap(position: int) -> None:
    AuditPlacement.objects.filter(position__gt=position).update(position=-F("position"))
    AuditPlacement.objects.filter(position__lt=0).update(position=-F("position") - 1)


def delete_rows(table: str, column: str, value: int) -> None:
    """By SQL: the model would ask for permission of its foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [value])


def delete_an_entry(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    delete_rows("audit_placement", "position", placement.position)
    delete_rows("audit_leaf", "id", placement.leaf_id)
    if dice.random() < 0.5:
        close_the_gap(placement.position)


def delete_a_leaf_only(_: Ports, dice: Dice) -> None:
    delete_rows("audit_leaf", "id", anywhere(dice).leaf_id)


def delete_a_place_only(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    delete_rows("audit_placement", "position", placement.position)
    if dice.random() < 0.5:
        close_the_gap(placement.position)


def cut_the_end(ports: Ports, dice: Dice) -> None:
    """Everything from some entry on is gone, checkpoints too; sometimes a new one is signed over the rest."""
    size = dice.randrange(1, AuditPlacement.objects.count())
    gone = list(AuditPlacement.objects.filter(position__gte=size).values_list("leaf_id", flat=True))
    AuditPlacement.objects.filter(position__gte=size).delete()
    AuditLeaf.objects.filter(id__in=gone).delete()
    if dice.random() < 0.5:
        AuditCheckpoint.objects.filter(size__gt=size).delete()
    if dice.random() < 0.5:
        rewrite_checkpoints(ports, dice)


def cut_the_checkpoints(_: Ports, dice: Dice) -> None:
    sizes = list(AuditCheckpoint.objects.order_by("size").values_list("size", flat=True))
    AuditCheckpoint.objects.filter(size__gte=dice.choice(sizes)).delete()


def a_checkpoint(dice: Dice) -> AuditCheckpoint:
    return dice.choice(list(AuditCheckpoint.objects.order_by("size")))


def edit_a_note(_: Ports, dice: Dice) -> None:
    checkpoint = a_checkpoint(dice)
    at = dice.randrange(len(checkpoint.note))
    other = dice.choice([c for c in "Ab0+/=— \n" if c != checkpoint.note[at]])
    note = checkpoint.note[:at] + other + checkpoint.note[at + 1 :]
    AuditCheckpoint.objects.filter(size=checkpoint.size).update(note=note)


def swap_notes(_: Ports, dice: Dice) -> None:
    one, two = dice.sample(list(AuditCheckpoint.objects.order_by("size")), 2)
    AuditCheckpoint.objects.filter(size=one.size).update(note=two.note)
    AuditCheckpoint.objects.filter(size=two.size).update(note=one.note)


def misguide_the_sealer(_: Ports, dice: Dice) -> None:
    """What the sealer goes on from is not signed; wrong, it would spoil the log or pass over leaves."""
    checkpoint = a_checkpoint(dice)
    edge = bytearray(checkpoint.frontier)
    edge[dice.randrange(len(edge))] ^= dice.randrange(1, 256)
    change = dice.choice(
        [{"frontier": bytes(edge)}, {"highest_leaf": checkpoint.highest_leaf + dice.randrange(1, 10**6)}]
    )
    AuditCheckpoint.objects.filter(size=checkpoint.size).update(**change)


def rewrite_checkpoints(ports: Ports, _: Dice) -> None:
    """Hashes and checkpoints anew over what the leaves say now, signed with the log's own key."""
    sizes = set(AuditCheckpoint.objects.values_list("size", flat=True)) | {AuditPlacement.objects.count()}
    AuditCheckpoint.objects.all().delete()
    tree, highest = Frontier(), 0
    for placement in AuditPlacement.objects.select_related("leaf").order_by("position"):
        hashed = leaf_hash(bytes(placement.leaf.content))
        AuditPlacement.objects.filter(position=placement.position).update(leaf_hash=hashed)
        tree.append(hashed)
        highest = max(highest, placement.leaf_id)
        if tree.size in sizes:
            body = Checkpoint(ports.keys.audit_name, tree.size, tree.root()).body
            note = sign_checkpoint(body, Signer(audit_key(ports), ports.keys.sign_audit))
            AuditCheckpoint.objects.create(
                size=tree.size, note=note, frontier=tree.to_bytes(), highest_leaf=highest, at=ports.clock.now()
            )


def rewrite_the_whole_log(ports: Ports, dice: Dice) -> None:
    dice.choice([edit_a_field, swap_contents, swap_places, delete_and_close])(ports, dice)
    rewrite_checkpoints(ports, dice)


def delete_and_close(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    delete_rows("audit_placement", "position", placement.position)
    delete_rows("audit_leaf", "id", placement.leaf_id)
    close_the_gap(placement.position)


def insert_an_entry(_: Ports, dice: Dice) -> None:
    placement = anywhere(dice)
    content = forged(bytes(placement.leaf.content), dice)
    AuditPlacement.objects.filter(position__gte=placement.position).update(position=-F("position") - 1)
    AuditPlacement.objects.filter(position__lt=0).update(position=-F("position"))
    new = AuditLeaf.objects.create(content=content)
    AuditPlacement.objects.create(position=placement.position, leaf=new, leaf_hash=leaf_hash(content))


KINDS: tuple[Tampering, ...] = (
    edit_a_byte, edit_a_field, edit_a_hash, swap_contents, swap_places, delete_an_entry, delete_a_leaf_only,
    delete_a_place_only, cut_the_end, cut_the_checkpoints, edit_a_note, swap_notes, misguide_the_sealer,
    insert_an_entry, edit_a_byte, edit_a_field, delete_an_entry, cut_the_end, rewrite_the_whole_log,
)  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def not_found_among(ports: Ports, tamperings: int) -> list[tuple[int, str]]:
    """Try them one after another on the same log; those that the verification did not find."""
    notes = list(AuditCheckpoint.objects.order_by("size").values_list("note", flat=True))
    outside = [notes[len(notes) // 2], notes[-1]]
    missed = []
    for number in range(tamperings):
        kind = KINDS[number % len(KINDS)]
        with undone():
            kind(ports, random.Random(number))
            if verify_stored_log(ports, outside).ok:
                missed.append((number, kind.__name__))
    assert verify_stored_log(ports, outside).ok
    return missed


def test_untouched_log_is_whole_with_and_without_a_checkpoint_kept_elsewhere(long_log: LongLog) -> None:
    notes = list(AuditCheckpoint.objects.order_by("size").values_list("note", flat=True))
    assert len(notes) >= 10
    for outside in ([], notes[:1], notes[-1:], notes):
        found = verify_stored_log(long_log.ports, outside)
        assert found.ok
        assert (found.report.size, found.report.sealed_size) == (long_log.size, long_log.size)


@pytest.mark.slow
def test_a_hundred_tamperings_are_all_found(long_log: LongLog) -> None:
    assert long_log.size >= 300
    assert not_found_among(long_log.ports, 100) == []


@pytest.mark.long
def test_a_thousand_tamperings_are_all_found(long_log: LongLog) -> None:
    assert long_log.size >= 300
    assert not_found_among(long_log.ports, 1000) == []


def test_whole_rewrite_under_the_own_key_is_found_by_the_checkpoint_kept_elsewhere_and_by_nothing_else(
    long_log: LongLog,
) -> None:
    outside = AuditCheckpoint.objects.order_by("-size").values_list("note", flat=True)[0]
    with undone():
        placement = placed(7)
        AuditLeaf.objects.filter(id=placement.leaf_id).update(content=forged(bytes(placement.leaf.content), Dice(1)))
        rewrite_checkpoints(long_log.ports, Dice(1))
        assert verify_stored_log(long_log.ports).ok
        found = verify_stored_log(long_log.ports, [outside])
        assert not found.ok
        assert "outside_root" in {problem.code for problem in found.report.problems}


def test_log_whose_sealer_was_misguided_passes_over_leaves_and_says_so(long_log: LongLog) -> None:
    with undone():
        first = AuditCheckpoint.objects.order_by("size").first()
        assert first is not None
        # An old checkpoint that claims to have seen every leaf there will ever be.
        AuditCheckpoint.objects.filter(size=first.size).update(highest_leaf=10**9, at="2026-01-01T00:00:00Z")
        AuditLeaf.objects.create(content=bytes(placed(0).leaf.content))
        assert seal_log(long_log.ports) == 0
        found = verify_stored_log(long_log.ports)
        assert not found.ok
        assert (found.leaves_without_place, found.leaves_passed_over) == (1, 1)


def test_leaves_that_wait_for_the_sealer_do_not_speak_against_the_log(long_log: LongLog) -> None:
    with undone():
        AuditLeaf.objects.create(content=bytes(placed(0).leaf.content))
        found = verify_stored_log(long_log.ports)
        assert found.ok
        assert (found.leaves_without_place, found.leaves_passed_over, found.report.size) == (1, 0, long_log.size)
