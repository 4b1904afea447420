"""`extractor doctor`: what would be used, and whether it works."""

from __future__ import annotations

from extractor.cli.options import Asking
from extractor.errors import OK


def doctor(asking: Asking) -> int:
    """Show the engine, endpoint, key and folders in use, and reach the endpoint."""
    return OK
