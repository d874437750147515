"""Why the web page does not do what was asked; each reason has its own calm words in `templates/problem.html`.

WebChatError
├── NotReadable   (400)
├── NotOurs       (403)
├── NotFound      (404)
├── NotAPhoto     (400)
├── TooLong       (413)
├── PhotoTooLarge (413)
├── TooOften      (429, with the seconds to wait)
└── NotKept       (503)
"""

from __future__ import annotations

from math import ceil


class WebChatError(Exception):
    """The web page refuses."""

    #: HTTP status of the answer.
    status: int = 500
    #: Which words of the problem page belong to it.
    problem: str = "not_kept"
    #: Seconds until it makes sense to try again, 0 where unknown.
    wait: int = 0

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__ or "")


class NotReadable(WebChatError):
    """The post is not a form of ours."""

    status, problem = 400, "not_readable"


class NotOurs(WebChatError):
    """The post did not come from our own page."""

    status, problem = 403, "not_ours"


class NotFound(WebChatError):
    """There is no such page."""

    status, problem = 404, "not_found"


class TooLong(WebChatError):
    """The text is longer than one message may be."""

    status, problem = 413, "too_long"


class NotAPhoto(WebChatError):
    """What was sent is no photo and no paper that can be kept."""

    status, problem = 400, "not_a_photo"


class PhotoTooLarge(WebChatError):
    """The photo or paper has more bytes than are kept."""

    status, problem = 413, "photo_too_large"


class TooOften(WebChatError):
    """More requests than a person makes."""

    status, problem = 429, "too_often"

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = max(1, ceil(wait))


class NotKept(WebChatError):
    """The house could not keep the message now."""

    status, problem = 503, "not_kept"
