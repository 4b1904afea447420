from benchmarks.long_article import text
from extractor import Article, extract

book = Article(text=text(30_000), title="Reports of a year", lang="en")
found = extract(book, model="offline", chunk_tokens=2_000)
print(*found.run.notes, sep="\n")

last = found.claims[-1].evidence[0]
print(last.start, book.text[last.start : last.end] == last.text)

twice = extract(f"{text(5_000)}\n\n{text(5_000)}", model="offline").claims[0]
print([(span.start, span.end) for span in twice.evidence], twice.statement)
