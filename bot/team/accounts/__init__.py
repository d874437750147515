"""Staff sign in with an account of their municipality (OpenID Connect, authorization code flow with PKCE). The console enters here."""

from bot.team.accounts.errors import AccountRefused, Reason
from bot.team.accounts.room import AccountRoom, SentOff

__all__ = ["AccountRefused", "AccountRoom", "Reason", "SentOff"]
