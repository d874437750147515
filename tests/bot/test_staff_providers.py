"""Where staff have an account of their municipality stands in one setting; what cannot work is refused at the start, without its secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsIncomplete
from bot.settings import Settings

SECRET = "geheim-van-zwolle"  # not a real one
ZWOLLE = {
    "key": "zwolle",
    "name": "Gemeente Zwolle",
    "issuer": "https://login.example.org/tenant/v2.0",
    "client_id": "wegwijzer",
    "client_secret": SECRET,
    "municipalities": ["GM0193"],
}


def read(folder: Path, given: str, **more: object) -> Settings:
    file = folder / "settings.env"
    file.write_text(f"WEGWIJZER_STAFF_PROVIDERS='{given}'\n")
    return Settings(_env_file=file, **more)  # type: ignore[arg-type]


def test_providers_are_read_from_one_line(tmp_path: Path) -> None:
    both = [ZWOLLE, {**ZWOLLE, "key": "regio", "municipalities": ["GM0193", "GM0344"]}]
    zwolle, regio = read(tmp_path, json.dumps(both)).staff_providers
    assert (zwolle.key, zwolle.client_secret.get_secret_value()) == ("zwolle", SECRET)
    assert regio.municipalities == {"GM0193", "GM0344"}
    assert SECRET not in repr(zwolle)
    for nothing in ("", " ", "[]"):
        assert read(tmp_path, nothing).staff_providers == ()


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:8090", "http://localhost:8090/realms/proef"])
def test_on_this_machine_a_provider_needs_no_tls(tmp_path: Path, issuer: str) -> None:
    assert read(tmp_path, json.dumps([{**ZWOLLE, "issuer": issuer}])).staff_providers[0].issuer == issuer


@pytest.mark.parametrize(
    "wrong",
    [
        "geen lijst",
        json.dumps(ZWOLLE),
        json.dumps([ZWOLLE, ZWOLLE]),
        *(
            json.dumps([{**ZWOLLE, **differs}])
            for differs in (
                {"issuer": "http://login.example.org"},
                {"issuer": "https://login.example.org?tenant=1"},
                {"issuer": "https://login.example.org/ x"},
                {"issuer": "https://"},
                {"key": "Zwolle/1"},
                {"name": ""},
                {"municipalities": []},
                {"municipalities": ["Zwolle"]},
                {"client_secret": ""},
                {"scope": "openid"},
            )
        ),
        json.dumps([{name: value for name, value in ZWOLLE.items() if name != "municipalities"}]),
    ],
)
def test_what_cannot_work_is_refused_and_its_secret_is_not_told(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(tmp_path, wrong)
    assert "staff_providers" in str(refused.value)
    assert SECRET not in str(refused.value)


def test_in_production_the_provider_must_know_where_to_send_people_back(tmp_path: Path) -> None:
    with pytest.raises(SettingsIncomplete, match="PUBLIC_URL"):
        read(tmp_path, json.dumps([ZWOLLE]), mode="production", secret_key="x")
