"""How large an answer is for its article: the claims of the annotated articles, written as a model would answer.

    python -m benchmarks.answer_size [GOLD_DIR]

`extractor.batch.estimate` takes its ratios from here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from extractor.models import Draft
from extractor.segment import tokens

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


def sizes(path: Path) -> tuple[int, int, int]:
    """Tokens of the article, its claims, tokens of the answer."""
    annotated = json.loads(path.read_text(encoding="utf-8"))
    claims = [
        {
            "at": claim["evidence"],
            "statement": claim["statement"],
            "actor": claim["actor"],
            "kind": claim["actor_type"],
            "action": claim["action"],
            "type": claim["action_type"],
            "model": claim["model"],
            "open": None if claim["openness"] == "unspecified" else claim["openness"],
            "status": claim["status"],
            "said_by": claim["sources"],
            "when": claim["when"],
        }
        for claim in annotated["claims"]
    ]
    answer = Draft.model_validate_json(json.dumps({"claims": claims})).model_dump_json()
    return tokens(annotated["text"]), len(claims), tokens(answer)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    rows = [sizes(path) for path in sorted(folder.glob("*-*.json"))]
    read, claims, answered = (sum(column) for column in zip(*rows, strict=True))
    ratios = sorted(answer / article for article, _, answer in rows)
    print(f"articles                          {len(rows)}")
    print(f"answer tokens / article tokens    {answered / read:.2f} over all, {ratios[0]:.2f} to {ratios[-1]:.2f}")
    print(f"answer tokens / claim             {answered / claims:.1f}")


if __name__ == "__main__":
    main()
