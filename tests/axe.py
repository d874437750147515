"""What axe finds on a page."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

#: What turns without end is not waited for.
_STILL = """Promise.allSettled(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime)).map((one) => one.finished))"""


async def violations(page: Page) -> str:
    """What it finds once nothing moves any more, in words; empty when nothing."""
    await page.evaluate(_STILL)
    results = await Axe().run(page)
    return str(results.generate_report()) if results.violations_count else ""
