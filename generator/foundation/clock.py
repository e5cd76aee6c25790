"""The one clock: every date in a build comes from here, or from ``--as-of``."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def today(timezone: str) -> dt.date:
    """Return today's date in an IANA time zone, such as ``Asia/Jakarta``."""
    return dt.datetime.now(ZoneInfo(timezone)).date()
