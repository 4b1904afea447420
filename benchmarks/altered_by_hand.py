"""How many claims altered by hand pass the checks, on articles that no rule was made for.

    python -m benchmarks.altered_by_hand [--show number]

Six articles of `tests/data/altered`, with true claims and, for each, versions that are false: numbers, negations,
opposites, and names of the same article in another's role. They are altered in ways of which the program
`benchmarks.altered_claims` knows few: units, bounds, double denials, turned roles.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from benchmarks.altered_claims import accepted, altered, load

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "altered"


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument(
        "--show", default="", help="print the altered claims of this kind that pass; 'true' for rejected true ones"
    )
    show = options.parse_args().show
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    claims = rejected = 0
    for own in load(FOLDER, ()):
        record = json.loads((FOLDER / f"{own.id}.json").read_text(encoding="utf-8"))
        for claim, annotated in zip(own.claims, record["claims"], strict=True):
            claims += 1
            if not accepted(own, claim):
                rejected += 1
                if show == "true":
                    print(f"{own.id}: {claim.statement}")
            for change in annotated["altered"]:
                new = altered(claim, statement=change["statement"], actor=change.get("actor", claim.actor))
                stands = accepted(own, new)
                tried[change["kind"]] += 1
                passed[change["kind"]] += stands
                if stands and show == change["kind"]:
                    print(f"{own.id}: {claim.statement}\n   -> {new.actor} | {new.statement}")
    print(f"{'what':<28}{'tried':>8}{'accepted':>10}{'share':>9}")
    for kind in sorted(tried):
        print(f"{kind:<28}{tried[kind]:>8}{passed[kind]:>10}{passed[kind] / tried[kind]:>9.2%}")
    print(f"{'unaltered claims rejected':<28}{claims:>8}{rejected:>10}{rejected / claims:>9.2%}")


if __name__ == "__main__":
    main()
