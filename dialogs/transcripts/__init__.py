"""Talks written down as a person would, played against the engine or the whole house.

Anybody may enter; in here `lines` knows nobody, and the others know `lines`.
"""

from dialogs.errors import ChatUnreadable
from dialogs.transcripts.lines import Act, Behind, Choice, Failure, InLanguage, Later, Seen, Shown, Transcript
from dialogs.transcripts.playing import play, play_awaiting, played
from dialogs.transcripts.reading import read_chat
from dialogs.transcripts.talking import EngineTalk, Words, plainly
from dialogs.transcripts.writing import rewritten, write_chat

__all__ = [
    "Act",
    "Behind",
    "ChatUnreadable",
    "Choice",
    "EngineTalk",
    "Failure",
    "InLanguage",
    "Later",
    "Seen",
    "Shown",
    "Transcript",
    "Words",
    "plainly",
    "play",
    "play_awaiting",
    "played",
    "read_chat",
    "rewritten",
    "write_chat",
]
