"""The console: where the staff of a municipality works. Only who builds the house enters, by `Console` and `Rooms`."""

from bot.console.desk import Rooms
from bot.console.door import Console

__all__ = ["Console", "Rooms"]
