"""langextract on the same articles and endpoint. Stands alone: run by an interpreter that has langextract and openai.

    python langextract_loop.py URL ARTICLES.jsonl CONCURRENCY

Prints the articles, and what was found in them and aligned with the text, as JSON. Nothing is kept or written.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import langextract as lx  # type: ignore[import-not-found,import-untyped,unused-ignore]
from langextract.providers.openai import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    OpenAILanguageModel,
)

CHARACTERS = 24_000
"""As much text in one request as extractor puts there: no article of this size is cut by either."""
ASKED = "List the claims of the article: who did what, in the article's words, in the order of the text."
TEXT = "Harbor Labs released Tern 2 on Monday."


def main(url: str, path: str, concurrency: int) -> None:
    warnings.simplefilter("ignore")
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    documents = [lx.data.Document(text=json.loads(line)["text"]) for line in lines]
    about = {"actor": "Harbor Labs", "kind": "organization", "action": "release", "status": "occurred"}
    example = lx.data.ExampleData(
        text=TEXT,
        extractions=[lx.data.Extraction(extraction_class="claim", extraction_text=TEXT[:-1], attributes=about)],
    )
    model = OpenAILanguageModel(model_id="m", api_key="none", base_url=url, max_workers=concurrency)
    annotated = lx.extract(
        documents,
        prompt_description=ASKED,
        examples=[example],
        model=model,
        use_schema_constraints=False,
        max_char_buffer=CHARACTERS,
        batch_length=len(documents),  # all at once: it waits for the last of a batch before it begins the next
        max_workers=concurrency,
        show_progress=False,
    )
    found = [one for document in annotated for one in document.extractions or ()]
    told = {"articles": len(annotated), "found": len(found), "placed": sum(bool(one.char_interval) for one in found)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
