"""What stands around the code is true: README, settings, publiccode.yml, versions, what goes into the package."""

from __future__ import annotations

import re

from house.project import PACKAGES, ROOT, files, pyproject
from ruamel.yaml import YAML

from bot.settings import PREFIX, Settings

#: Patterns that would tie the project to the machine or the network it was written on.
PLACES = re.compile(
    r"(?<![\w.:/*])/(home|root|work|opt|Users|mnt)/\w|file:///\w*opt|"
    r"(files\.)?python"
    r"hosted\.org|pypi"
    r"\.org/simple|registry\.npm"
    r"js\.org",
)
#: The parts of publiccode.yml that the standard asks for.
ASKED_OF_ALL = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)
LONGEST_SHORT_DESCRIPTION = 150
SHORTEST_LONG_DESCRIPTION = 150


def test_every_command_of_the_readme_exists():
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", _code(readme)))
    there = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    assert {"run", "test"} <= named
    assert named - there == set()


def test_every_file_that_the_readme_names_exists():
    named = set(re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", (ROOT / "README.md").read_text()))

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_setting_stands_in_the_example_with_a_sentence():
    example = (ROOT / ".env.example").read_text()
    shown = set(re.findall(rf"^#?\s*{PREFIX}([A-Z_]+)=", example, re.MULTILINE))

    assert shown == {name.upper() for name in Settings.model_fields}
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []
    assert not re.search(r"^[^#\n].*(TOKEN|KEY|PASSWORD)=\S", example, re.MULTILINE), "a secret in the example"


def test_publiccode_says_what_the_standard_asks():
    public = YAML(typ="safe").load(ROOT / "publiccode.yml")

    assert [key for key in ASKED_OF_ALL if not public.get(key)] == []
    assert public["url"].startswith("https://")
    assert public["legal"]["license"] == pyproject()["project"]["license"]
    for language, said in public["description"].items():
        assert len(said["shortDescription"]) <= LONGEST_SHORT_DESCRIPTION, language
        assert len(said["longDescription"]) >= SHORTEST_LONG_DESCRIPTION, language
        assert said["features"], language
    assert isinstance(public["localisation"]["localisationReady"], bool)
    assert public["localisation"]["availableLanguages"]


def test_publiccode_names_the_languages_that_are_offered():
    public = YAML(typ="safe").load(ROOT / "publiccode.yml")
    register = YAML(typ="safe").load(ROOT / "locales/languages.yaml")
    offered = {tag for tag, language in register.items() if language["status"] in {"offered", "draft"}}

    assert set(public["localisation"]["availableLanguages"]) == offered


def test_there_is_one_version():
    version = pyproject()["project"]["version"]
    newest = re.search(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert YAML(typ="safe").load(ROOT / "publiccode.yml")["softwareVersion"] == version
    assert newest
    assert newest[1] == version


def test_the_licence_is_the_one_that_is_named():
    assert (ROOT / "LICENSE").read_text().startswith("European Union Public Licence V. 1.2")
    assert pyproject()["project"]["license"] == "EUPL-1.2"


def test_every_file_of_the_service_goes_into_its_package():
    suffixes = {pattern.removeprefix("*") for pattern in pyproject()["tool"]["setuptools"]["package-data"]["*"]} | {".py"}
    data = [path for path in files() if path.parts[0] in {*PACKAGES, "locales"} and path.parts[0] != path.name]

    assert [str(path) for path in data if path.suffix not in suffixes and path.name not in suffixes] == []


def test_no_file_knows_the_machine_it_was_written_on():
    known = [
        f"{path}:{number} {found[0]}"
        for path in files()
        for number, line in enumerate((ROOT / path).read_bytes().decode("utf-8", "ignore").splitlines(), 1)
        if (found := PLACES.search(line))
    ]

    assert known == []


def _code(markdown: str) -> str:
    """Only what stands between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", markdown, re.DOTALL))
