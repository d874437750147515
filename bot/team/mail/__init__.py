"""E-mail to the staff: who is told of a case, links to come in with, and how many questions there are. Rooms and the office may enter."""

from bot.team.mail.sending import StaffMail
from bot.team.mail.writing import CASES, SETTINGS, words_in

__all__ = ["CASES", "SETTINGS", "StaffMail", "words_in"]
