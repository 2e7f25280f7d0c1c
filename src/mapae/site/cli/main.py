"""The commands of `mapae`, their arguments and help. What they do stands in the modules beside this one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mapae.core.documents.mrz_layouts import Format
from mapae.records.role import Role
from mapae.site.cli.saying import Exit, plain_problems, refuse

_HELP = """Mapae: electronic travel authorization.

Settings are environment variables (MAPAE_...; see docs/settings.md). Exit codes: 0 done, 1 checked and something is
wrong, 2 the question or a setting is wrong."""

app = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
officer = typer.Typer(help="Accounts of officers and other staff.", no_args_is_help=True)
carrier = typer.Typer(help="Carriers and their keys.", no_args_is_help=True)
audit = typer.Typer(help="The audit log.", no_args_is_help=True)
demo = typer.Typer(help="Help with the demonstration.", no_args_is_help=True)
mrz = typer.Typer(help="The machine-readable zone of travel documents.", no_args_is_help=True)
rulebook = typer.Typer(help="The dated rules of a programme.", no_args_is_help=True)
screening = typer.Typer(help="Lists that applicants are compared with.", no_args_is_help=True)
app.add_typer(rulebook, name="rulebook")
app.add_typer(screening, name="screening")
app.add_typer(officer, name="officer")
app.add_typer(carrier, name="carrier")
app.add_typer(audit, name="audit")
app.add_typer(demo, name="demo")
app.add_typer(mrz, name="mrz")

Data = Annotated[Path | None, typer.Option("--data", help="Mapae's data folder [default: .mapae, or MAPAE_DATA]")]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs")]


@app.command()
def up(
    data: Data = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the web server")] = 8000,
    address: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all")] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="With invented people, a bank that takes no money, a mailbox")
    ] = False,
    at: Annotated[
        str, typer.Option(help="Start a demonstration's clock at 2026-12-31T23:59:30+09:00; it runs on")
    ] = "",
) -> None:
    """Start everything: PostgreSQL, server and worker. Ctrl-C ends it."""
    from mapae.site.cli.up import up as start

    with plain_problems():
        start(data, port, demo=demo, at=_moment(at), address=address)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        refuse(f"--at {text!r} is no moment with its zone. Write it like 2026-12-31T23:59:30+09:00")
    return moment


@app.command()
def check(data: Data = None, json: Json = False) -> None:
    """Check settings, keys, database, migrations and rulebook without changing anything."""
    from mapae.site.cli.check import check as run

    raise typer.Exit(Exit.DONE if run(data, as_json=json) else Exit.FOUND_WRONG)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, for example mapae-2026-11-22.tar")],
    data: Data = None,
) -> None:
    """Write database, sealed files and audit checkpoints into one file. Keys are not in it: keep them apart."""
    from mapae.site.cli.backup import backup as run

    with plain_problems():
        run(data, target)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A file that `mapae backup` wrote")],
    data: Data = None,
) -> None:
    """Bring a backup back into an empty data folder (with its key file) and verify it."""
    from mapae.site.cli.backup import restore as run

    with plain_problems():
        raise typer.Exit(Exit.DONE if run(data, source) else Exit.FOUND_WRONG)


@officer.command("add")
def officer_add(
    name: Annotated[str, typer.Argument(help="The name to sign in with: a service name, no mail address")],
    role: Annotated[Role, typer.Option(help="What the account may do")] = Role.OFFICER,
    of_carrier: Annotated[str, typer.Option("--carrier", help="Whose desk, for the role carrier")] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input")
    ] = False,
    data: Data = None,
) -> None:
    """Add an account. The second factor is set up at the first sign-in."""
    from mapae.site.cli.people import add_officer

    with plain_problems():
        add_officer(data, name, role, of_carrier, password_stdin=password_stdin)


@carrier.command("add")
def carrier_add(
    name: Annotated[str, typer.Argument(help="The carrier's name")], data: Data = None, json: Json = False
) -> None:
    """Add a carrier and show its first key, once."""
    from mapae.site.cli.people import add_carrier

    with plain_problems():
        add_carrier(data, name, as_json=json)


@carrier.command("key")
def carrier_key(
    name: Annotated[str, typer.Argument(help="The carrier's name")],
    test: Annotated[bool, typer.Option("--test", help="A key that knows invented specimens and no real data")] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Give a carrier its second key, to change over from the first, or its test key."""
    from mapae.site.cli.people import add_key

    with plain_problems():
        add_key(data, name, as_json=json, is_test=test)


@carrier.command("revoke")
def carrier_revoke(
    name: Annotated[str, typer.Argument(help="The carrier's name")],
    slot: Annotated[int, typer.Argument(min=1, max=3, help="Which of its keys; 3 is the test key")],
    data: Data = None,
) -> None:
    """Revoke a carrier's key; within 5 seconds it opens nothing."""
    from mapae.site.cli.people import revoke_key

    with plain_problems():
        revoke_key(data, name, slot)


@audit.command("verify")
def audit_verify(
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint that was kept elsewhere; may be repeated")
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Prove that the audit log was not changed, against its own checkpoints and those kept elsewhere."""
    from mapae.site.cli.audit import verify

    with plain_problems():
        raise typer.Exit(Exit.DONE if verify(data, checkpoint or [], as_json=json) else Exit.FOUND_WRONG)


@audit.command("checkpoint")
def audit_checkpoint(data: Data = None) -> None:
    """Print the newest signed checkpoint, to be kept elsewhere."""
    from mapae.site.cli.audit import print_checkpoint

    with plain_problems():
        print_checkpoint(data)


@audit.command("key")
def audit_key(data: Data = None) -> None:
    """Print the public key that checkpoints are checked with."""
    from mapae.site.cli.audit import print_key

    with plain_problems():
        print_key(data)


@demo.command("code")
def demo_code(
    name: Annotated[
        str, typer.Argument(help="An account of the guide: demo-officer, demo-border ...")
    ] = "demo-officer",
    data: Data = None,
) -> None:
    """The present code of a demonstration account's second factor."""
    from mapae.site.cli.people import print_demo_code

    with plain_problems():
        print_demo_code(data, name)


@mrz.command("read")
def mrz_read(
    lines: Annotated[list[str], typer.Argument(metavar="LINE LINE [LINE]", help="The lines, each in quotes")],
    demo: Annotated[bool, typer.Option("--demo", help="Take specimens of the invented state UTO")] = False,
    today: Annotated[str, typer.Option(help="The day that decides the century [default: today in UTC]")] = "",
    json: Json = False,
) -> None:
    """Read a zone: fields, check digits, problems, and corrections to agree to. Ends with 1 if something is wrong."""
    from mapae.site.cli.mrz import read

    with plain_problems():
        is_right = read(lines, today=today, is_demonstration=demo, as_json=json)
    raise typer.Exit(Exit.DONE if is_right else Exit.FOUND_WRONG)


@mrz.command("write")
def mrz_write(
    layout: Annotated[Format, typer.Option("--format", help="Which zone")],
    code: Annotated[str, typer.Option(help="Document code, such as P")],
    issuer: Annotated[str, typer.Option(help="Issuing state, such as D or UTO")],
    surname: Annotated[str, typer.Option(help="As printed, in Latin letters")],
    number: Annotated[str, typer.Option(help="Document number")],
    nationality: Annotated[str, typer.Option(help="Nationality")],
    birth_date: Annotated[str, typer.Option(help="1990-05-05; unknown parts as XX")],
    sex: Annotated[str, typer.Option(help="F, M or X")],
    expiry: Annotated[str, typer.Option(help="2030-05-04")],
    given_names: Annotated[str, typer.Option(help="As printed, in Latin letters")] = "",
    optional: Annotated[str, typer.Option(help="Optional data")] = "",
    json: Json = False,
) -> None:
    """Write a zone with right check digits, from what is printed in a document."""
    from mapae.site.cli.mrz import Printed, write

    printed = Printed(code, issuer, surname, given_names, number, nationality, birth_date, sex, expiry, optional)
    with plain_problems():
        write(layout, printed, as_json=json)


Programme = Annotated[str, typer.Argument(help="The programme, such as KOR")]
Rulebooks = Annotated[str, typer.Option("--rulebooks", help="A folder of rulebooks of your own")]


@app.command("assess")
def assess(
    programme: Programme,
    nationality: Annotated[str, typer.Option(help="As passports write it: TUR, USA, D for Germany")],
    birth_date: Annotated[str, typer.Option(help="1990-05-05; unknown parts as XX")] = "",
    document_type: Annotated[str, typer.Option(help="Document code, such as P")] = "P",
    issuing_state: Annotated[str, typer.Option(help="Who issued the document [default: the nationality]")] = "",
    document_expiry: Annotated[str, typer.Option(help="2030-05-04")] = "",
    category: Annotated[str, typer.Option(help="What the traveller claims: visa_holder, crew, abtc...")] = "",
    purpose: Annotated[str, typer.Option(help="tourism, business, work...")] = "",
    port: Annotated[str, typer.Option(help="Where the traveller arrives, if the rules ask: jeju")] = "",
    which_passport: Annotated[str, typer.Option(help="HKG or MAC, for a document that says CHN")] = "",
    arrival: Annotated[str, typer.Option(help="Day of arrival at the destination; without it, all days to come")] = "",
    applied: Annotated[str, typer.Option(help="Moment of submission, 2026-11-22T10:00:00+09:00 [default: now]")] = "",
    rulebooks: Rulebooks = "",
    unpublished: Annotated[str, typer.Option(help="A file of rules that are in force and not published")] = "",
    json: Json = False,
) -> None:
    """What the rules make of a traveller: requirement, reasons, fee, validity, stay, and the trace."""
    from mapae.site.cli.assess import Question, run

    question = Question(
        programme, nationality, birth_date, document_type, issuing_state, document_expiry, category, purpose, port,
        which_passport, arrival, applied,
    )  # fmt: skip
    with plain_problems():
        run(question, rulebooks=rulebooks, unpublished=unpublished, as_json=json)


@rulebook.command("check")
def rulebook_check(programme: Programme = "KOR", rulebooks: Rulebooks = "", json: Json = False) -> None:
    """Hold a rulebook against its cases. Ends with 1 if something is wrong."""
    from mapae.site.cli.rulebook import check as run

    with plain_problems():
        is_right = run(programme, rulebooks=rulebooks, as_json=json)
    raise typer.Exit(Exit.DONE if is_right else Exit.FOUND_WRONG)


@rulebook.command("diff")
def rulebook_diff(
    programme: Programme,
    first: Annotated[str, typer.Option("--from", help="An arrival day, such as 2026-12-31")],
    second: Annotated[str, typer.Option("--to", help="Another one, such as 2027-01-01")],
    rulebooks: Rulebooks = "",
    json: Json = False,
) -> None:
    """Who flips between arrivals of two days."""
    from mapae.site.cli.assess import day_of
    from mapae.site.cli.rulebook import diff

    with plain_problems():
        diff(programme, day_of("--from", first), day_of("--to", second), rulebooks=rulebooks, as_json=json)


@rulebook.command("explain")
def rulebook_explain(
    programme: Programme,
    rule: Annotated[str, typer.Argument(help="A rule's id; without it, all rules")] = "",
    rulebooks: Rulebooks = "",
    json: Json = False,
) -> None:
    """A rule with its dates, source, confidence, conditions and cases."""
    from mapae.site.cli.rulebook import explain

    with plain_problems():
        explain(programme, rule, rulebooks=rulebooks, as_json=json)


class ListName(StrEnum):
    """Lists that can be imported, as one types them."""

    LOST_STOLEN = "lost-stolen"


@screening.command("import")
def screening_import(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8: issuing_state,document_number,reported_on,kind")],
    since: Annotated[str, typer.Option("--from", help="The day from which it is in force, such as 2026-12-01")],
    which: Annotated[ListName, typer.Option("--list", help="Which list")] = ListName.LOST_STOLEN,
    skip_wrong: Annotated[
        bool, typer.Option("--skip-wrong", help="Leave wrong rows out instead of refusing the file")
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Import a list as a new version, whole or not at all. It takes the place of the one before; none is altered."""
    from mapae.site.cli.assess import day_of
    from mapae.site.cli.screening import import_list

    assert which is ListName.LOST_STOLEN
    with plain_problems():
        import_list(data, file, day_of("--from", since), skip_wrong=skip_wrong, as_json=json)


@screening.command("lists")
def screening_lists(data: Data = None, json: Json = False) -> None:
    """The versions of the lists; * marks the one in force."""
    from mapae.site.cli.screening import show_lists

    with plain_problems():
        show_lists(data, as_json=json)


def main() -> None:
    """The entry point."""
    app()
