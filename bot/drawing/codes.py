"""Draws an address as a QR code, to be scanned from a screen or from paper."""

from __future__ import annotations

import segno


def qr(address: str) -> str:
    """An SVG that scales: black on white with its own margin, also in the dark. Its words stand beside it."""
    drawn: str = segno.make_qr(address, error="m").svg_inline(
        border=4, light="#fff", dark="#000", omitsize=True, svgclass="qr", lineclass=None
    )
    return drawn
