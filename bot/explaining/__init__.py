"""Says what the guides say for given facts, with reasons and sources, as a document. The command line enters, and whoever checks advice."""

from bot.explaining.answer import Answer
from bot.explaining.command import explain_file
from bot.explaining.explaining import Explainer
from bot.explaining.given import Given
from bot.explaining.telling import told

__all__ = ["Answer", "Explainer", "Given", "explain_file", "told"]
