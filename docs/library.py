from extractor import extract, read

article = read("fixtures/articles/open-to-hybrid.md")
extraction = extract(article, model="offline")
for claim in extraction.claims[:3]:
    print(f"{claim.statement} [{claim.status}; {claim.openness}; {claim.source or 'the article itself'}]")
    print("  ", [article.text[span.start : span.end] for span in claim.evidence])
