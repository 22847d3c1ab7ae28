"""A request may say that its body is in any charset, and Django believes whatever Python knows,
before any page or middleware is asked. Some are no text (base64), raise errors of their own
(undefined), or take minutes for a long text (punycode)."""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any

KNOWN = ("utf-8", "utf-16", "ascii", "iso8859-", "cp125")
"""What the names of those charsets begin with that forms and texts are in."""
_SAID = re.compile(r"(charset\s*=\s*)(\"[^\"]*\"?|[^;]*)", re.IGNORECASE)

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def only_known(application: Application) -> Application:
    """``application``, told UTF-8 wherever a request names another charset than these."""

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = _SAID.sub(_known, environ.get("CONTENT_TYPE", ""))
        return application(environ, start)

    return answer


def _known(found: re.Match[str]) -> str:
    try:
        name = codecs.lookup(found[2].strip(' "')).name
    except (LookupError, ValueError):
        name = ""
    return found[0] if name.startswith(KNOWN) else f"{found[1]}utf-8"
