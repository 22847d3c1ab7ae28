"""What must not stand in a log."""

import logging
import re

_SIGNED = re.compile(r"(/(?:nudge/[a-z]+|unsubscribe|mail/works)/)[^/\s\"]{8,}")


class WithoutLinks(logging.Filter):
    """Takes the signed part out of links: whoever reads the log could press their buttons."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _SIGNED.search(said):
            record.msg, record.args = _SIGNED.sub(r"\1…", said), None
        return True
