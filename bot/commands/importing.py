"""The command that imports a catalogue: a bar while it works, and every fault by row and column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.catalogue import FileRefused, import_file
from bot.catalogue.importing import ImportReport
from bot.guidance.places import Places
from bot.keys import key_ring
from bot.settings import Settings
from storage.database import Database
from storage.migrating import upgrade

#: Faults that are shown; the rest is counted.
SHOWN = 50


async def import_with_progress(path: Path, settings: Settings, *, skip_bad_rows: bool) -> int:
    """Import a file and tell what became of it. Gives the exit code: 0 only when something right was written or nothing had to be."""
    console = Console(highlight=False)
    await upgrade(settings.database_url)
    database = Database(settings.database_url, key_ring(settings), "import")
    now = datetime.now(UTC)
    try:
        with Progress(console=console) as progress:
            bar = progress.add_task(path.name, total=None)
            report = await import_file(
                path,
                database,
                places=Places.load(),
                now=now,
                today=now.date(),
                skip_bad_rows=skip_bad_rows,
                progress=lambda done, total: progress.update(bar, completed=done if total else 1, total=total or 1),
            )
    except (FileRefused, OSError) as error:
        console.print(*(str(part) for part in error.args), sep="\n", markup=False)
        return 1
    finally:
        await database.stop()
    _tell(report, console)
    return 0 if report.applied else 1


def _tell(report: ImportReport, console: Console) -> None:
    for problem in report.problems[:SHOWN]:
        where = f"{problem.row} {problem.column}".strip()
        console.print(f"{where}: {problem.message}", markup=False)
    if len(report.problems) > SHOWN:
        console.print(f"… {len(report.problems) - SHOWN}", markup=False)
    for held in report.held:
        console.print(f"? {held.name}: {held.mark} ({held.source}, {held.day:%d-%m-%Y})", markup=False)
    console.print(
        f"rows {report.rows} · new {report.new} · changed {report.changed} · unchanged {report.unchanged}"
        f" · faults {len(report.problems)} · held for a second look {len(report.held)}",
        markup=False,
    )
