"""The page's own styles, modules and pictures, served from memory under a name that changes with their content."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aiohttp import web

PREFIX = "/chat/static"

_FOLDER = Path(__file__).with_name("static")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, kw_only=True)
class _Asset:
    content_type: str
    plain: bytes
    packed: bytes


class Assets:
    """All files of the static folder. One hash names the whole set, so that modules can import each other by relative name."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._files = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.suffix in _TYPES}
        content = b"".join(name.encode() + asset.plain for name, asset in self._files.items())
        self._edition = sha256(content).hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where a file is; a name that is not there is a fault of a template."""
        if name not in self._files:
            raise KeyError(name)
        return f"{PREFIX}/{self._edition}/{name}"

    def text(self, name: str) -> str:
        """What stands in a file, for who serves it under another name."""
        return self._files[name].plain.decode()

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with the file, for ever where the address names its content."""
        asset = self._files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        # A page of just before a release still gets its modules, only not for ever.
        current = request.match_info["edition"] == self._edition
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache",
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = asset.packed if packed else asset.plain
        return web.Response(body=body, content_type=asset.content_type, charset="utf-8", headers=headers)


def _read(path: Path) -> _Asset:
    plain = path.read_bytes()
    return _Asset(content_type=_TYPES[path.suffix], plain=plain, packed=gzip.compress(plain, mtime=0))
