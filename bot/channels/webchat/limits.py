"""How often the page may be asked: wide enough for a classroom behind one address, too narrow for a machine."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from bot.channels.webchat.errors import TooOften

#: Buckets kept in memory for one allowance; the longest unused go first.
MAX_BUCKETS = 20_000
#: An IPv6 household has a whole /64.
IPV6_PREFIX_BITS = 64


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """So many at once, and after that one more each so many seconds."""

    burst: int
    seconds: float


PAGES_PER_IP = Allowance(burst=240, seconds=0.25)
STARTS_PER_IP = Allowance(burst=60, seconds=2)
POSTS_PER_IP = Allowance(burst=240, seconds=0.1)
POSTS_PER_SESSION = Allowance(burst=20, seconds=1)
PHOTOS_PER_IP = Allowance(burst=60, seconds=2)
PHOTOS_PER_SESSION = Allowance(burst=10, seconds=30)
CODES_PER_IP = Allowance(burst=20, seconds=60)
CODES_PER_SESSION = Allowance(burst=5, seconds=60)


class Buckets:
    """A token bucket for each key of one allowance."""

    def __init__(self, allowance: Allowance, now: Callable[[], datetime]) -> None:
        self._allowance = allowance
        self._now = now
        self._levels: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, key: str) -> None:
        """Take one.

        Raises TooOften, with the seconds to wait, when the bucket is empty.
        """
        now, allowance = self._now(), self._allowance
        level, since = self._levels.pop(key, (float(allowance.burst), now))
        refilled = max(0.0, (now - since).total_seconds()) / allowance.seconds
        level = min(float(allowance.burst), level + refilled)
        empty = level < 1
        self._levels[key] = (level if empty else level - 1, now)
        if len(self._levels) > MAX_BUCKETS:
            self._levels.popitem(last=False)
        if empty:
            raise TooOften((1 - level) * allowance.seconds)


class Limits:
    """All buckets of the page."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._pages = Buckets(PAGES_PER_IP, now)
        self._starts = Buckets(STARTS_PER_IP, now)
        self._ip_posts = Buckets(POSTS_PER_IP, now)
        self._session_posts = Buckets(POSTS_PER_SESSION, now)
        self._ip_photos = Buckets(PHOTOS_PER_IP, now)
        self._session_photos = Buckets(PHOTOS_PER_SESSION, now)
        self._ip_codes = Buckets(CODES_PER_IP, now)
        self._session_codes = Buckets(CODES_PER_SESSION, now)

    def page(self, ip: str) -> None:
        """Somebody looks at a page. Raises TooOften."""
        self._pages.take(network_of(ip))

    def start(self, ip: str) -> None:
        """A conversation begins. Raises TooOften."""
        self._starts.take(network_of(ip))

    def post(self, ip: str, session: str) -> None:
        """Something is said. Raises TooOften."""
        self._session_posts.take(session)
        self._ip_posts.take(network_of(ip))

    def photo(self, ip: str, session: str) -> None:
        """A photo is sent: heavier than words, and drawn anew. Raises TooOften."""
        self._session_photos.take(session)
        self._ip_photos.take(network_of(ip))

    def code(self, ip: str, session: str) -> None:
        """A return code is asked for or tried. Raises TooOften."""
        self._session_codes.take(session)
        self._ip_codes.take(network_of(ip))


def network_of(ip: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if isinstance(address, IPv6Address):
        return f"{int(address) >> (128 - IPV6_PREFIX_BITS):x}/64"
    return str(address)
