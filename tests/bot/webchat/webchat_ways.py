"""How somebody is told of a message, in memory behind the web page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.checkins.ways import Asked, Standing


@dataclass
class RoomOfWays:
    """What a person chose to be told by, and what the house answers to a wish for e-mail."""

    standing_now: Standing = field(default_factory=Standing)
    asked: Asked = Asked.sent
    takes: bool = True
    wished: list[tuple[str, ...]] = field(default_factory=list)

    async def standing(self, address: str) -> Standing:
        return self.standing_now

    async def push_here(self, address: str, endpoint: str, keys: Mapping[str, str]) -> bool:
        self.wished.append(("push", endpoint, keys["p256dh"], keys["auth"]))
        if self.takes:
            self.standing_now = replace(self.standing_now, pushed=True)
        return self.takes

    async def no_push(self, address: str) -> None:
        self.wished.append(("no_push",))
        self.standing_now = replace(self.standing_now, pushed=False)

    async def ask_mail(self, address: str, mail: str) -> Asked:
        self.wished.append(("mail", mail))
        if self.asked is Asked.sent:
            self.standing_now = replace(self.standing_now, mail="s…@example.org", code_waits=True)
        return self.asked

    async def confirm_mail(self, address: str, code: str) -> bool:
        self.wished.append(("code", code))
        if right := code == "123456":
            self.standing_now = replace(self.standing_now, mailed=True, code_waits=False)
        return right

    async def no_mail(self, address: str) -> None:
        self.wished.append(("no_mail",))
        self.standing_now = replace(self.standing_now, mail="", mailed=False)
