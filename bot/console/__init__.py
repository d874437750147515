"""The console: where the staff of a municipality works. Only the composition root enters, by `Console`."""

from bot.console.door import Console

__all__ = ["Console"]
