#!/bin/sh
# What `make demo` shows: one article, read offline and as a recorded model read it.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
article=fixtures/articles/open-to-hybrid.md
recording=fixtures/recordings/open-to-hybrid.jsonl

show() {
    printf '$ extractor %s\n' "$*"
    extractor "$@"
    echo
}

show extract "$article" -m offline -f table
echo "The same article, as a model read it once and was recorded:"
echo
show extract "$article" --replay "$recording" -f table
python docs/compare.py "$article" "$recording"
