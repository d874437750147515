"""The log: an action word and ids, one JSON object a line, never a sentence that a person wrote."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

#: A Telegram token, wherever it would stand.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
#: What every record has of itself; the rest was given with `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """The text without tokens."""
    return _TOKEN.sub("<token>", text)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, action and what was given with `extra`."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "action": redact(record.getMessage()),
            **{name: value for name, value in vars(record).items() if name not in _OWN},
        }
        if record.exc_info:
            line["trace"] = redact(_trace(self, record))
        return json.dumps(line, ensure_ascii=False, default=str)


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    """Where it happened, without the values: an exception's message may hold what somebody typed."""
    text = formatter.formatException(record.exc_info) if record.exc_info else ""
    return "\n".join(line for line in text.splitlines() if line.startswith("  File") or line.startswith("Traceback")) + (
        f"\n{record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
    )


def set_up(level: str) -> None:
    """Everything of this process goes to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "aiohttp.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It warns of every tick that is left out while the one before it still works.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
