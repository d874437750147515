"""What a voice message may be, by what is in it and not by its name."""

from __future__ import annotations

#: Brands of MP4 in which recorders write sound. Two of them can hold a film as well; which of both it is, the channel says.
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"isom")


def sound_of(content: bytes) -> tuple[str, str]:
    """Its media type and the ending of its name; empty where it is no sound that an interpreter can open."""
    if content.startswith(b"OggS"):
        return "audio/ogg", "ogg"
    if content.startswith(b"ID3") or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2):
        return "audio/mpeg", "mp3"
    if content[4:8] == b"ftyp" and content[8:12] in _SOUND_BRANDS:
        return "audio/mp4", "m4a"
    return "", ""
