"""What axe says about a page in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Preloading copies stylesheets into inline styles, which our policy forbids; only a rule about
# locked orientation needs it.
OPTIONS = {"preload": False}


def assert_accessible(page: Page) -> None:
    """Axe finds nothing on the page as it is now (scheme, width and open parts included)."""
    findings = [
        f"{finding['id']} ({finding['impact']}): {finding['help']}\n    {node['html']}"
        for finding in Axe().run(page, options=OPTIONS).response["violations"]
        for node in finding["nodes"]
    ]
    assert not findings, f"{page.url}:\n" + "\n".join(findings)
