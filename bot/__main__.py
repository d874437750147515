"""The commands: run the service, check and try dialogs, keep texts, catalogue and database in order."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bot.channels.errors import ChannelError
from bot.errors import BotError
from bot.settings import PREFIX, Settings
from storage.errors import StorageError


class Role(StrEnum):
    """What somebody of the staff does."""

    coordinator = "coordinator"
    lead = "lead"
    admin = "admin"


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wegwijzer: a guide in inburgering.",
)
catalogue_app = typer.Typer(no_args_is_help=True, help="Schools and courses.")
app.add_typer(catalogue_app, name="catalogue")
staff_app = typer.Typer(no_args_is_help=True, help="Who may sign in to the console.")
app.add_typer(staff_app, name="staff")


@app.command()
def run() -> None:
    """Serve the chat page, and Telegram when a token is set."""
    from bot import logs
    from bot.serving import run as serve

    settings = Settings()
    logs.set_up(settings.log_level)
    asyncio.run(serve(settings))


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder with dialogs; by default the one of the settings.")] = None,
) -> None:
    """Check scripts, facts and knowledge: errors make the command fail, warnings are shown, also of knowledge that ends soon."""
    from bot.commands.checking import report
    from dialogs.days import day_of

    lines, errors = report(folder or Settings().dialogs, day_of(datetime.now(UTC)))
    for line in lines:
        typer.echo(line)
    raise typer.Exit(1 if errors else 0)


@app.command(name="try")
def try_(
    script: Annotated[str | None, typer.Argument(help="The script to begin with; by default the welcome.")] = None,
    language: Annotated[str, typer.Option(help="The language to talk in.")] = "nl",
    write: Annotated[Path | None, typer.Option(help="Write what was said as a .chat transcript.")] = None,
) -> None:
    """Talk with a script in the terminal: numbers press buttons, words are typed. Nothing is kept."""
    from bot.commands.trying import talk

    talk(Settings().dialogs, script, language, write, sys.stdin, sys.stdout)


@app.command()
def texts(update: Annotated[bool, typer.Option(help="Bring template and catalogs up to date.")] = False) -> None:
    """Say how complete each language is, and what is wrong in it; fails when something is."""
    from bot.language.texts import check as check_texts
    from bot.language.texts import update as update_texts

    if update:
        update_texts()
    report = check_texts()
    for line in report.lines():
        typer.echo(line)
    raise typer.Exit(1 if report.errors else 0)


@app.command()
def plans(
    folder: Annotated[Path | None, typer.Argument(help="The folder with the changed dialogs; by default the one of the settings.")] = None,
) -> None:
    """Say what changed check-in plans would do, before they are published: for how many people, and when. Changes nothing."""
    from bot.commands.previewing import preview

    for line in asyncio.run(preview(folder, Settings(), datetime.now(UTC))):
        typer.echo(line)


@app.command()
def migrate() -> None:
    """Bring the database up to date with this release."""
    from storage.migrating import upgrade

    asyncio.run(upgrade(Settings().database_url))


@app.command()
def signal_key() -> None:
    """Print a new key for signals to browsers, for WEGWIJZER_VAPID_PRIVATE_KEY."""
    from bot.keys import new_signal_key

    typer.echo(new_signal_key())


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="Facts about somebody, in YAML; `-` reads standard input.")],
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print what the guides say for given facts, with reasons and sources."""
    from bot.explaining import explain_file, told

    day: date = today.date() if today else datetime.now(UTC).date()
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    answer = asyncio.run(explain_file(text, day, Settings()))
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else told(answer))
    raise typer.Exit(1 if "problems" in answer else 0)


@catalogue_app.command(name="import")
def import_catalogue(
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx file with one course a row.")],
    skip_bad_rows: Annotated[bool, typer.Option(help="Import what is right; without it, one bad row changes nothing.")] = False,
) -> None:
    """Import schools and courses, with progress; every bad row is told by number and column."""
    from bot.commands.importing import import_with_progress

    logging.disable(logging.INFO)
    raise typer.Exit(asyncio.run(import_with_progress(file, Settings(), skip_bad_rows=skip_bad_rows)))


@staff_app.command(name="invite")
def invite_staff(
    email: Annotated[str, typer.Argument(help="With which they will sign in.")],
    role: Annotated[Role, typer.Option(help="coordinator, lead (of a team) or admin (who sees no person).")] = Role.coordinator,
    municipality: Annotated[
        list[str] | None, typer.Option(help="The code of a municipality, as GM0193; may be given several times.")
    ] = None,
) -> None:
    """Print a one-time link with which somebody chooses a password; give it to them yourself."""
    from bot.commands.staff import invite

    typer.echo(asyncio.run(invite(email, role, municipality or [], Settings())))


@staff_app.command(name="disable")
def disable_staff(email: Annotated[str, typer.Argument(help="With which they sign in.")]) -> None:
    """Sign somebody out everywhere, and let them in no more."""
    from bot.commands.staff import disable

    found = asyncio.run(disable(email, Settings()))
    typer.echo("disabled" if found else "nobody signs in with this address")
    raise typer.Exit(0 if found else 1)


def main() -> None:
    """The console script. What an operator can mend is told in a line or two, without a trace."""
    try:
        app()
    except (BotError, StorageError, ChannelError, OSError) as error:
        typer.echo("\n".join(dict.fromkeys(str(part) for part in error.args)), err=True)
        sys.exit(2)
    except ValidationError as error:
        # Without what was given: it may be a key or a token.
        for problem in error.errors(include_input=False, include_url=False):
            typer.echo(f"{PREFIX}{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
