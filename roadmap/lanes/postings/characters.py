"""Characters that look like letters, spaces and line ends, as those that they stand for."""

import html
import re
import unicodedata

_NEWLINES = re.compile(r"\r\n|[\r\v\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S \n\f]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_STROKES = re.compile(r"[\u0305\u0331-\u0338\u033f\u0347\u035f\u20d2\u20d3\u20e3\u20e5]")
_LOOKALIKES = re.compile(
    r"[\U0001d400-\U0001d7ff\uff01-\uff5e\uffe0-\uffe6\ufb00-\ufb06\u210a-\u2113\u2115\u2119-\u211d"
    r"\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134]+"
)
_NESTED = re.compile(r"&(?:amp;)+(?=[#a-zA-Z])")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def readable(text: str) -> str:
    """Mathematical bold, fullwidth and ligatures as plain letters; struck-through and underlined
    letters without their strokes; every line end as one; entities decoded, however often they
    were escaped; nothing invisible. Everything else as it stands."""
    text = _NEWLINES.sub("\n", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), _NESTED.sub("&", text))
        text = _NEWLINES.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if text.isascii():
        return text
    text = _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _STROKES.sub("", text)))
