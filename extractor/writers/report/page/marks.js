// Where claims stand in their article's text: the text is cut wherever a quote or a mention begins or ends.

const MENTIONED = ["actor", "model", "source", "when", "openness"];

/** Where a claim, or a rejected draft, and what it mentions stand, in UTF-16 units. */
function placeOf(entry, { evidence, mentions }) {
  entry.at ??= converter(entry.article.text);
  const pairs = (spans) =>
    spans.map(([start, end]) => [entry.at(start), entry.at(end)]).filter(([start, end]) => start < end);
  return {
    evidence: pairs(evidence),
    mentions: MENTIONED.flatMap((field) => pairs(mentions?.[field] ?? []).map(([start, end]) => ({ field, start, end }))),
  };
}

/**
 * The article's text in atoms (pieces that nothing cuts further) and units (pieces with the same claims resting on
 * them, whole sentences as a rule).
 */
function layout(entry) {
  const { text } = entry.article;
  const blocks = paragraphs(text);
  const claims = entry.claims.map((claim) => placeOf(entry, claim));
  const rejected = entry.rejected.map((draft) => placeOf(entry, draft));
  const borders = new Set([0, text.length, ...blocks.flat(), ...claims.flatMap((claim) => claim.evidence.flat())]);
  const unitStarts = [...borders].sort((a, b) => a - b);
  for (const place of [...claims, ...rejected]) {
    for (const border of place.evidence.flat()) borders.add(border);
    for (const mention of place.mentions) borders.add(mention.start).add(mention.end);
  }
  const starts = [...borders].sort((a, b) => a - b);
  const indexOf = new Map(starts.map((start, index) => [start, index]));
  const unitOf = new Map(unitStarts.map((start, index) => [start, index]));
  const units = pieces(unitStarts).map(([start, end]) => ({
    start,
    end,
    atoms: [indexOf.get(start), indexOf.get(end)],
    claims: [],
  }));
  claims.forEach((claim, index) => {
    const own = new Set();
    for (const [start, end] of claim.evidence) {
      for (let i = unitOf.get(start); i < unitOf.get(end); i++) own.add(i);
    }
    for (const i of own) units[i].claims.push(index);
  });
  return {
    text,
    blocks,
    units,
    atoms: pieces(starts).map(([start, end]) => ({ start, end, node: null })),
    range: (start, end) => [indexOf.get(start), indexOf.get(end)],
    claims,
    rejected,
  };
}

function pieces(borders) {
  return borders.slice(1).map((end, index) => [borders[index], end]);
}

/** The text from start to end, its mentions as elements of their own. */
function marked(text, start, end, mentions) {
  const inside = mentions.filter((mention) => mention.start < end && mention.end > start);
  const borders = new Set([start, end]);
  for (const mention of inside) {
    borders.add(Math.max(start, mention.start)).add(Math.min(end, mention.end));
  }
  return pieces([...borders].sort((a, b) => a - b)).map(([from, to]) => {
    const piece = shown(text.slice(from, to));
    const over = inside.filter((mention) => mention.start <= from && mention.end >= to);
    if (!over.length) return piece;
    const node = el("span", { class: "atom" }, piece);
    mark(node, over, from);
    return node;
  });
}

/** Makes the element a mention, or several at once; the words above it stand where the mention begins. */
function mark(node, mentions, start) {
  const fields = [...new Set(mentions.map((mention) => mention.field))];
  const begun = [...new Set(mentions.filter((mention) => mention.start === start).map((mention) => mention.field))];
  node.setAttribute("data-mark", fields.join(" "));
  if (begun.length) node.setAttribute("data-label", begun.join(" · "));
}
