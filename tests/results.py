"""Extractions made by hand, with any text wherever text can stand."""

from __future__ import annotations

from extractor.models import (
    Article,
    Attribution,
    Claim,
    DraftClaim,
    Extraction,
    Rejection,
    Run,
    Span,
)

NASTY = (
    "\x1b[31m=cmd|' /C calc'!A0\x1b]0;t\x07 [bold]x[/] <script>alert(1)</script> | `a` *b* "
    "\u202e\u2028\u2029\x9b2J\x00\r\n\t,\"'"
)


def claim(text: str = "Meta", **changes: object) -> Claim:
    values = {
        **dict.fromkeys(("actor", "action", "model", "source", "statement", "when"), text),
        "openness": "closed",
        "actor_type": "organization",
        "action_type": "close",
        "status": "planned",
        "attribution": (Attribution(name=text, type="media"),),
        "date": "2025-07",
        "evidence": (Span(start=0, end=len(text), text=text),),
        "mentions": {},
        "support": "full",
        "id": "c1",
    }
    return Claim.model_validate({**values, **changes})


def extraction(text: str = "Meta said so.", claims: int = 1, rejected: int = 0) -> Extraction:
    """An extraction of that many claims and rejections in which every free text is `text`."""
    draft = DraftClaim(
        at=(1,),
        statement=text,
        actor=text,
        kind="organization",
        action=text,
        type="other",
        model=None,
        open=None,
        status="occurred",
        said_by=(),
        when=None,
    )
    return Extraction(
        article=Article(text=text, title=text, outlet=text, url="https://a.example/x", path=text, warnings=(text,)),
        claims=(claim(text),) * claims,
        rejected=(Rejection(reason="unknown_name", message=text, draft=draft),) * rejected,
        run=Run(
            engine="offline",
            model="offline",
            prompt=None,
            requests=0,
            retries=0,
            reasks=0,
            tokens_in=0,
            tokens_out=0,
            tokens_cached=0,
            cost=None,
            notes=(text,),
            seconds=0.5,
        ),
    )
