"""Each command, as an administrator types it, in a folder of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys import DUTCH, HELP
from service import ROOT, environment

from storage.sealing import new_key

SOMEBODY = """
town: Zwolle
letter_law: wi2013
reads: latin
level: a1
goal: exam
times: [day]
max_km: 30
"""


@dataclass(frozen=True)
class Done:
    """What became of a command."""

    code: int
    said: str
    complained: str


class Shell:
    """A terminal in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def files(self) -> list[str]:
        """What lies there."""
        return [path.name for path in self._folder.iterdir()]

    async def runs(self, *words: str | Path, typed: str = "", **settings: str) -> Done:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *map(str, words)),
            cwd=self._folder,
            env={"COLUMNS": "200", **environment(**settings)},
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        )
        said, complained = await process.communicate(typed.encode())
        assert process.returncode is not None
        return Done(process.returncode, said.decode(), complained.decode())


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


async def test_check_finds_no_errors_in_what_is_shipped(shell: Shell) -> None:
    done = await shell.runs("check")
    assert done.code == 0, done.said
    assert "0 errors" in done.said.splitlines()[-1]


async def test_check_fails_on_a_folder_with_a_broken_script(shell: Shell, tmp_path: Path) -> None:
    scripts = tmp_path / "dialogs" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "kapot.yaml").write_text("script: kapot\ntitle: Kapot\nsteps:\n  een:\n    go: nergens\n", "utf-8")
    done = await shell.runs("check", tmp_path / "dialogs")
    assert done.code == 1
    assert "scripts/kapot.yaml:5" in done.said
    assert done.complained == ""


async def test_texts_tells_how_complete_each_language_is(shell: Shell) -> None:
    done = await shell.runs("texts")
    assert done.code == 0, done.said
    assert [line.split(":")[0] for line in done.said.splitlines()[-3:]] == ["en", "ar", "ti"]


async def test_migrate_makes_the_database_and_a_second_time_changes_nothing(shell: Shell) -> None:
    for _ in range(2):
        done = await shell.runs("migrate")
        assert (done.code, done.complained) == (0, "")
    assert "wegwijzer.sqlite3" in shell.files()


async def test_explain_gives_courses_with_reasons_and_sources(shell: Shell) -> None:
    done = await shell.runs("explain", "-", "--json", "--today", "2026-11-23", typed=SOMEBODY)
    assert done.code == 0, done.complained
    answer = json.loads(done.said)
    assert answer["law"]["outcome"] == "wi2013"
    first = answer["courses"]["fitting"][0]
    assert "Voorbeeld" in first["school"]
    assert all(reason["source"] for reason in first["reasons"])
    # It only looks: nothing is made where there was nothing.
    assert shell.files() == []


async def test_explain_tells_what_it_does_not_understand(shell: Shell) -> None:
    done = await shell.runs("explain", "-", typed="town: Nergenshuizen\nshoe_size: 44\n")
    assert done.code == 1
    assert "shoe_size" in done.said
    assert "Traceback" not in done.complained


async def test_the_same_catalogue_a_second_time_brings_nothing_new(shell: Shell) -> None:
    file = ROOT / "bot" / "demo" / "catalogus.csv"
    first = await shell.runs("catalogue", "import", file)
    assert first.code == 0, first.said
    assert "rows 42 · new 0" not in first.said
    second = await shell.runs("catalogue", "import", file)
    assert second.code == 0
    assert "rows 42 · new 0 · changed 0" in second.said
    assert "100%" in second.said


async def test_try_talks_in_the_terminal_and_keeps_nothing(shell: Shell) -> None:
    done = await shell.runs("try", typed="1\n1\nZwolle\n/menu\nexit\n")
    assert done.code == 0, done.complained
    assert DUTCH.own_name in done.said
    assert HELP in done.said
    assert shell.files() == []


async def test_production_does_not_start_without_keys_and_says_which_setting_is_missing(shell: Shell) -> None:
    done = await shell.runs("run", mode="production", port="0")
    assert done.code != 0
    assert "WEGWIJZER_SECRET_KEY" in done.complained
    assert "Traceback" not in done.complained
    assert shell.files() == []


async def test_a_key_for_signals_is_made_and_production_asks_who_sends_them(shell: Shell) -> None:
    key = (await shell.runs("signal-key")).said.strip()
    assert len(key) == 43
    settings = {"mode": "production", "port": "0", "secret_key": new_key(), "vapid_private_key": key}
    done = await shell.runs("run", **settings)
    assert done.code != 0
    assert "WEGWIJZER_MAIL_FROM" in done.complained
    assert shell.files() == []


async def test_somebody_of_the_staff_is_invited_with_a_link_and_let_in_no_more(shell: Shell) -> None:
    unknown = await shell.runs("staff", "invite", "anja@example.nl", "--municipality", "GM0193")
    assert unknown.code == 2, "no municipality takes part yet"
    assert "GM0193" in unknown.complained
    assert "Traceback" not in unknown.complained
    invited = await shell.runs("staff", "invite", "anja@example.nl", "--role", "admin", public_url="https://wegwijzer.example.nl")
    assert invited.code == 0, invited.complained
    assert invited.said.startswith("https://wegwijzer.example.nl/console/invitation/")
    assert (await shell.runs("staff", "disable", "Anja@example.nl")).code == 0
    assert (await shell.runs("staff", "disable", "niemand@example.nl")).code == 1
    assert (await shell.runs("staff", "invite", "geen adres")).code == 2


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("port", "nergens"),
        ("secret_key", "te-kort"),
        ("database_url", "mysql://nergens/x"),
        ("mode", "demonstratie"),
        ("vapid_private_key", "te-kort"),
        ("smtp_url", "mail.example.org"),
        ("smtp_url", "smtp://mail.example.org"),
    ],
)
async def test_a_setting_that_cannot_be_is_told_without_a_trace(shell: Shell, setting: str, value: str) -> None:
    done = await shell.runs("run", **{"port": "0", setting: value})
    assert done.code != 0
    assert "Traceback" not in done.complained
    assert len(done.complained.splitlines()) <= 6
    assert done.complained.strip()
