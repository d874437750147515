"""What a browser calls itself, in two words that its owner knows again."""

from __future__ import annotations

#: The first that is found in what a browser says of itself; others pretend to be the later ones.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str:
    """Such as Firefox, Windows; empty where nothing is known."""
    found = [next((name for sign, name in names.items() if sign in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)
