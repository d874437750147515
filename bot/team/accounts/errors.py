"""Why somebody is not let in with an account of their municipality."""

from __future__ import annotations

from typing import Literal

#: What the page says; each has its own calm words in `account_refused.html`.
Reason = Literal[
    "stale",  # too late, used before, or begun in another browser
    "cancelled",  # the person, or the provider, did not want to
    "unreachable",  # the provider does not answer now
    "misconfigured",  # the provider, or what we know of it, is not set up well
    "untrusted",  # what came was not for us, or not from them
    "clock",  # our clock and theirs differ too much
    "no_email",  # the provider does not say which address they have
    "unverified",  # the provider says that the address was not looked at
    "unknown",  # nobody was invited with this address
    "disabled",  # was let in once, and is no more
    "other_account",  # somebody came in with this address before, with another account
    "other_municipality",  # works for a municipality whose account this is not
]


class AccountRefused(Exception):
    """They are not let in. `detail` is a word for the log; never something that somebody typed or that a provider sent."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail
