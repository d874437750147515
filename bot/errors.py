"""What can go wrong in the service itself.

BotError
├── SettingsIncomplete   a setting is missing that production cannot do without
├── FormUnknown          a script submitted to a form that no room declared
└── NotTakenIntoUse      the shipped dialogs have errors
"""

from __future__ import annotations


class BotError(Exception):
    """Something is wrong in the service."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class SettingsIncomplete(BotError):
    """A setting is missing that production cannot do without."""


class FormUnknown(BotError):
    """A script submitted to a form that no room declared."""


class NotTakenIntoUse(BotError):
    """The dialogs have errors and were not taken into use."""
