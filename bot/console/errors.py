"""Why the console does not do what was asked; each reason has its own calm words in `templates/refused.html`.

ConsoleRefusal
├── NotOurs      (403)  the form came from another site
├── NotAllowed   (403)  this role does not do that
├── NotThere     (404)  no such page, or no such case for this member of staff
├── Overtaken    (409)  somebody else has the case now
├── Changed      (409)  a report is in another state now
├── Away         (409)  the person cannot be spoken to now
└── TooOften     (429)  more requests than a person makes
"""

from __future__ import annotations


class ConsoleRefusal(Exception):
    """The console refuses."""

    status: int = 500
    #: Which words of the page belong to it.
    reason: str = "failed"


class NotOurs(ConsoleRefusal):
    """The form came from another site."""

    status, reason = 403, "not_ours"


class NotAllowed(ConsoleRefusal):
    """This role does not do that."""

    status, reason = 403, "not_allowed"


class NotThere(ConsoleRefusal):
    """There is no such page, or no such case for this member of staff."""

    status, reason = 404, "not_there"


class Overtaken(ConsoleRefusal):
    """Somebody else has the case now, or nobody."""

    status, reason = 409, "overtaken"


class Away(ConsoleRefusal):
    """The person cannot be spoken to now."""

    status, reason = 409, "away"


class TooOften(ConsoleRefusal):
    """More requests than a person makes."""

    status, reason = 429, "too_often"


class Changed(ConsoleRefusal):
    """A report is in another state now than on the page that was looked at."""

    status, reason = 409, "changed"
