"""Who helps with worries beside inburgering: the municipality's own way where it is known, else the national one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.guidance.fact_names import Worry
from bot.guidance.knowledge import Row as KnowledgeRow
from bot.guidance.learner import learner
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature

#: The gravest first.
ORDER = (
    Worry.violence,
    Worry.health,
    Worry.stress,
    Worry.debts,
    Worry.house,
    Worry.family,
    Worry.insurance,
    Worry.children,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """Where to go with one worry."""

    worry: Worry
    #: What is said, and where it comes from.
    row: KnowledgeRow
    #: The code of the municipality that said so itself; None for the national way.
    municipality: str | None


def referrals(request: Request, world: World) -> tuple[Referral, ...]:
    """One referral for each worry that was named, the gravest first."""
    worries = learner(request.person).worries or ()
    hall = MunicipalityGuide(world).town_hall(request)
    code = hall.code if hall else None
    found = (_referral(worry, code, request, world) for worry in ORDER if worry in worries)
    return tuple(one for one in found if one is not None)


def _referral(worry: Worry, code: str | None, request: Request, world: World) -> Referral | None:
    """An administrator adds a row `referral.<worry>.<code>` for a municipality; it goes before the national one."""
    know, today = world.knowledge, request.today
    if code and (own := know.find(f"referral.{worry}.{code}", today)):
        return Referral(worry=worry, row=own, municipality=code)
    national = know.find(f"referral.{worry}", today)
    return Referral(worry=worry, row=national, municipality=None) if national else None


class ReferralsGuide:
    """The guide `referrals`."""

    signature = Signature(
        name="referrals",
        outcomes=("referred", "none"),
        values={"referrals": Gives(kind="list", fields=("teken", "hulp"), present_when=("referred",))},
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The worries for which somebody is known who helps."""
        keys = tuple(one.worry.value for one in referrals(request, self._world))
        return Advice(outcome="referred" if keys else "none", values={"referrals": keys})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The pictogram of each worry, and who helps."""
        found = {one.worry.value: one for one in referrals(request, self._world)}
        return {key: self._row(found[key], request) for key in keys if key in found}

    def _row(self, referral: Referral, request: Request) -> Row:
        know, today = self._world.knowledge, request.today
        return {"teken": str(know.value(f"referral.sign.{referral.worry}", today)), "hulp": know.sentence(referral.row.key, today)}
