// Texts of articles: places in them, and how they are shown.

/**
 * A function from the offsets of the records, which count code points, to those of JavaScript, which count
 * UTF-16 units. An offset beyond the text is its end.
 */
function converter(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => Math.max(0, Math.min(offset, text.length));
  const places = [];
  let unit = 0;
  for (const character of text) {
    places.push(unit);
    unit += character.length;
  }
  places.push(unit);
  return (offset) => places[Math.max(0, Math.min(offset, places.length - 1))];
}

// Controls, and what turns the direction of writing: they have no look of their own, or change that of others.
// More marks on a letter than any language has would be painted over the lines above and below, and are left out.
// Tag characters after a black flag, up to their end, are the flag of a region.
const UNSEEN =
  /(?<=\p{M}{8})\p{M}+|\u{1f3f4}[\u{e0030}-\u{e007a}]{2,6}\u{e007f}|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|[\u202a-\u202e\u2066-\u2069]+|[\u{e0000}-\u{e0fff}]+/gu;

/** The text with a visible sign for each run of characters that can't be seen. */
function shown(text) {
  return String(text).replace(UNSEEN, (found) => {
    if (/^\p{M}/u.test(found)) return "…";
    const codes = [...found].map((character) => character.codePointAt(0));
    if (codes[0] === 0x1f3f4) return found;
    const first = `U+${codes[0].toString(16).toUpperCase().padStart(4, "0")}`;
    return codes.length === 1 ? `⟨${first}⟩` : `⟨${codes.length} hidden characters from ${first}⟩`;
  });
}

/** The text as it is searched: small letters, no accents. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}

/** The paragraphs of a text, as pairs of offsets, without the blank lines between them. */
function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const gap of text.matchAll(/[ \t\r]*\n(?:[ \t\r]*\n)+[ \t\r]*/g)) {
    found.push([start, gap.index]);
    start = gap.index + gap[0].length;
  }
  found.push([start, text.length]);
  return found.filter(([from, to]) => text.slice(from, to).trim());
}
