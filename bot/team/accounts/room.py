"""Staff go to their municipality's provider and come back: known, and not let go, they are signed in; nobody is added by it."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.settings import StaffProvider
from bot.team.accounts.asking import Asking
from bot.team.accounts.errors import AccountRefused, Reason
from bot.team.accounts.provider import Provider
from bot.team.accounts.tokens import Identity
from storage import colleagues, staff, staff_accounts
from storage.colleagues import Colleague
from storage.database import Database, Service
from storage.staff_accounts import Account
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: To type a name, a password and a code at the provider.
BACK_WITHIN = timedelta(minutes=10)
#: Signs of a name that a provider gives.
LONGEST_NAME = 80
#: What a provider calls an answer without a sign-in that is nobody's fault.
_NOT_WANTED = frozenset({"access_denied", "login_required", "interaction_required", "account_selection_required", "consent_required"})
_BUSY = frozenset({"server_error", "temporarily_unavailable"})


@dataclass(frozen=True, kw_only=True)
class SentOff:
    """A browser that goes to a provider: where, and what it keeps meanwhile."""

    address: str
    browser: str


class AccountRoom:
    """`back` says to which address the provider with a key sends people back."""

    def __init__(
        self, database: Database, providers: Sequence[StaffProvider], back: Callable[[str], str], now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._now = now
        self._asking = Asking()
        self._providers = {each.key: Provider(each, self._asking, back(each.key), now) for each in providers}

    async def stop(self) -> None:
        """Close what is open."""
        await self._asking.stop()

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """Key and name of each provider."""
        return [(key, provider.settings.name) for key, provider in self._providers.items()]

    @property
    def names(self) -> Mapping[str, str]:
        """What a provider is called, by its issuer; one can be there for several municipalities apart."""
        names: dict[str, list[str]] = {}
        for provider in self._providers.values():
            names.setdefault(provider.settings.issuer, []).append(provider.settings.name)
        return {issuer: " / ".join(called) for issuer, called in names.items()}

    def name(self, key: str) -> str | None:
        """What a provider is called; None where there is none with this key."""
        return self._providers[key].settings.name if key in self._providers else None

    def open_to(self, municipalities: frozenset[str]) -> Sequence[tuple[str, str]]:
        """Key and name of the providers with which somebody of these municipalities can come in."""
        return [(key, each.settings.name) for key, each in self._providers.items() if _covers(each.settings, municipalities)]

    async def send_off(self, key: str, wanted: str) -> SentOff:
        """A browser goes to this provider, and wants a page afterwards. Raises AccountRefused."""
        browser, state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(4))
        try:
            address = await self._providers[key].address(state=state, nonce=nonce, challenge=_challenge(verifier))
        except AccountRefused as refused:
            _log(key, refused)
            raise
        now, kept = self._now(), {"nonce": nonce, "verifier": verifier, "wanted": wanted}
        async with self._database.writing(Service()) as tx:
            until = now + BACK_WITHIN
            await staff_accounts.send_off(tx, browser=browser, state=state, provider=key, kept=kept, until=until, now=now)
        return SentOff(address=address, browser=browser)

    async def come_back(self, key: str, browser: str, answer: Mapping[str, str], *, instead_of: str) -> tuple[str, str]:
        """The session of who came back with this answer, and the page that they wanted. Raises AccountRefused."""
        try:
            return await self._come_back(key, browser, answer, instead_of)
        except AccountRefused as refused:
            _log(key, refused)
            raise

    async def _come_back(self, key: str, browser: str, answer: Mapping[str, str], instead_of: str) -> tuple[str, str]:
        async with self._database.writing(Service()) as tx:
            kept = await staff_accounts.come_back(tx, browser=browser, state=answer.get("state", ""), provider=key, now=self._now())
        if kept is None:
            raise AccountRefused("stale", "state")
        provider = self._providers[key]
        await provider.check_issuer(answer.get("iss"))
        if error := answer.get("error"):
            raise AccountRefused(_answered(error), "answer")
        found = await provider.identity(answer.get("code", ""), verifier=kept["verifier"], nonce=kept["nonce"])
        async with self._database.writing(Service()) as tx:
            return await self._let_in(tx, provider.settings, found, instead_of), kept["wanted"]

    async def _let_in(self, tx: Transaction, provider: StaffProvider, found: Identity, instead_of: str) -> str:
        account, now = Account(issuer=provider.issuer, subject=found.subject), self._now()
        owner = await staff_accounts.owner(tx, account)
        colleague = await colleagues.one(tx, owner) if owner else await _by_address(tx, found)
        if colleague is None:
            raise AccountRefused("unknown")
        if colleague.disabled:
            raise AccountRefused("disabled")
        if not _covers(provider, colleague.municipalities):
            raise AccountRefused("other_municipality")
        if owner is None:
            if not await staff_accounts.bind(tx, colleague.id, account, name=_name(found.name), now=now):
                raise AccountRefused("other_account")
            await staff.note(tx, colleague.id, "account_bound", now=now)
        session = secrets.token_urlsafe(24)
        await staff.end(tx, instead_of)
        await staff.begin(tx, colleague.id, session, complete=True, now=now)
        await staff.note(tx, colleague.id, "signed_in_with_account", now=now)
        return session


async def _by_address(tx: Transaction, found: Identity) -> Colleague | None:
    if not found.email:
        raise AccountRefused("no_email")
    if not found.verified:
        raise AccountRefused("unverified")
    # Signs that only look like letters could otherwise be taken for them.
    return await colleagues.by_email(tx, found.email) if found.email.isascii() else None


def _covers(provider: StaffProvider, municipalities: frozenset[str]) -> bool:
    """Whether its word is enough: for everything that somebody sees, and nobody of the whole house."""
    return bool(municipalities) and municipalities <= provider.municipalities


def _answered(error: str) -> Reason:
    return "cancelled" if error in _NOT_WANTED else "unreachable" if error in _BUSY else "misconfigured"


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _name(given: str) -> str:
    return " ".join(given.split())[:LONGEST_NAME]


def _log(key: str, refused: AccountRefused) -> None:
    log.warning("staff_account_refused", extra={"provider": key, "reason": refused.reason, "detail": refused.detail})
