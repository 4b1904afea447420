from extractor import extract

text = "Harbor Labs released Tern 2 on Monday, according to the Quayside Post."
extraction = extract(text, model="offline", aliases={"Harbor": ["Harbor Labs"]})
for row in extraction.to_rows():
    print(row["actor"], row["canonical_actor"], row["canonical_source"], sep=" | ")
