// What the report is about: the articles, each with its claims, as the page's data has them.

const data = JSON.parse(byId("data").textContent);

/** An article with its claims, what was rejected, and how it was read; `key` names it in an address. */
const articles = data.results.map((result, index) => ({ ...result, index, key: result.article.id }));

{
  const seen = new Map();
  for (const entry of articles) {
    const count = (seen.get(entry.key) ?? 0) + 1;
    seen.set(entry.key, count);
    if (count > 1) entry.key += `.${count}`;
  }
}

const byKey = new Map(articles.map((entry) => [entry.key, entry]));

/** Every claim of the report with its article and its number there. */
const all = articles.flatMap((entry) => {
  entry.items = entry.claims.map((claim, index) => ({ claim, entry, number: index + 1 }));
  return entry.items;
});

const totals = {
  rejected: articles.reduce((sum, entry) => sum + entry.rejected.length, 0),
};

/** The article's title; else its file; else its id. */
function titleOf(entry) {
  const { title, path, id } = entry.article;
  return title?.trim() || path || `Article ${id}`;
}

/** Who says so first of all; empty in the article's own voice. */
function outermost(claim) {
  return claim.canonical?.attribution?.[0] ?? claim.attribution[0]?.name ?? "";
}

/** What the claim's actor or model is called across articles: by the user's aliases, else by the article. */
function named(claim, field) {
  return claim.canonical?.[field] ?? claim[field] ?? "";
}

const OWN_VOICE = "the article itself";
