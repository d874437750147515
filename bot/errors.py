"""What can go wrong in the service itself.

BotError
├── SettingsIncomplete   a setting is missing that production cannot do without
├── ReportHasNoReader    a report was sent although no municipality belongs to the person
├── PhotoHasNoCase       a photo was sent on although no case is open
├── FormUnknown          a script submitted to a form that no room declared
├── FileUnknown          a script gave a file that nobody writes
├── NotTakenIntoUse      the shipped dialogs have errors
├── AddressUnfit         what was given is no e-mail address
├── MunicipalityUnknown  a member of staff cannot work for a municipality that has no row, or for none
└── PlansRefused         changed plans have errors, so nobody can say what they would do
"""

from __future__ import annotations


class BotError(Exception):
    """Something is wrong in the service."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class SettingsIncomplete(BotError):
    """A setting is missing that production cannot do without."""


class ReportHasNoReader(BotError):
    """A report was sent although no municipality belongs to the person."""


class PhotoHasNoCase(BotError):
    """A photo was sent on although no case is open."""


class FormUnknown(BotError):
    """A script submitted to a form that no room declared."""


class FileUnknown(BotError):
    """A script gave a file that nobody writes."""


class NotTakenIntoUse(BotError):
    """The dialogs have errors and were not taken into use."""


class AddressUnfit(BotError):
    """This is no e-mail address."""


class MunicipalityUnknown(BotError):
    """A coordinator or lead needs a municipality that is known here; an administrator has none."""


class PlansRefused(BotError):
    """These plans cannot be published, so nothing is counted."""
