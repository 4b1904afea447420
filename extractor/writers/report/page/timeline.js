// Claims over time, by the date that their time expression was resolved to.

const DAY = 86_400_000;
const WIDTHS = { wide: 560, narrow: 330 };
const HEIGHT = 130;
const FOOT = 22;

/** The chart of how many claims are of each day, month or year. `counts` has claims by date. */
function timeline(counts) {
  const dated = [...counts].filter(([date]) => /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(date));
  const undated = [...counts].reduce((sum, [, count]) => sum + count, 0) - sum(dated);
  const coarse = [];
  if (!dated.length) return panel("Timeline", el("p", { class: "faint" }, "No claim has a date."));
  const scale = scaleOf(dated);
  const bars = scale.bars.map((period) => ({ ...period, count: 0 }));
  for (const [date, count] of dated) {
    const bar = bars.findIndex((period) => period.holds(date));
    if (bar >= 0) bars[bar].count += count;
    else coarse.push(`${dateName(date)} (${count.toLocaleString("en")})`);
  }
  const notes = [
    undated ? `${number(undated, "claim")} without a date.` : "",
    coarse.length ? `Known less closely: ${coarse.sort(compare).join(", ")}.` : "",
  ];
  return panel(
    "Timeline",
    drawing(bars),
    el("p", { class: "faint" }, notes.filter(Boolean).join(" ")),
    tableOf("Claims by date", ["Date", "Claims"], dated.sort(([a], [b]) => compare(a, b)).map(([date, count]) => [dateName(date), count])),
  );
}

function sum(pairs) {
  return pairs.reduce((total, [, count]) => total + count, 0);
}

/** The periods to count by: days of a few weeks, months of a few years, else years, several together if need be. */
function scaleOf(dated) {
  const dates = dated.map(([date]) => date);
  const years = dates.map((date) => Number(date.slice(0, 4)));
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const monthly = dated.filter(([date]) => date.length >= 7);
  const daily = dated.filter(([date]) => date.length === 10);
  if (sum(daily) > sum(dated) / 2) {
    const times = daily.map(([date]) => Date.parse(date)).filter((time) => !Number.isNaN(time));
    const [first, last] = [Math.min(...times), Math.max(...times)];
    if (last - first <= 45 * DAY) {
      return { bars: steps(first, last, DAY).map((time) => exactly(new Date(time).toISOString().slice(0, 10), 10)) };
    }
  }
  if (sum(monthly) > sum(dated) / 2) {
    const months = monthly.map(([date]) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1);
    const [first, last] = [Math.min(...months), Math.max(...months)];
    if (last - first <= 48) {
      const name = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
      return { bars: steps(first, last, 1).map((month) => exactly(name(month), 7)) };
    }
  }
  const size = Math.ceil((to - from + 1) / 60);
  return {
    bars: steps(from, to, size).map((year) => {
      const name = String(year).padStart(4, "0");
      if (size === 1) return exactly(name, 4);
      const end = Math.min(to, year + size - 1);
      return {
        name: `${year}–${end}`,
        date: null,
        holds: (date) => Number(date.slice(0, 4)) >= year && Number(date.slice(0, 4)) <= end,
      };
    }),
  };
}

function steps(from, to, size) {
  const found = [];
  for (let at = from; at <= to; at += size) found.push(at);
  return found;
}

function exactly(date, length) {
  return { name: dateName(date), date, holds: (other) => other.length >= length && other.slice(0, length) === date };
}

function drawing(bars) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const width = matchMedia("(max-width: 560px)").matches ? WIDTHS.narrow : WIDTHS.wide;
  const step = width / bars.length;
  const chosen = state.filters.get("date") ?? new Set();
  const every = Math.ceil((bars.length * 74) / width);
  const marks = bars.map((bar, index) => {
    const height = bar.count ? Math.max(3, (bar.count / most) * (HEIGHT - FOOT - 18)) : 0;
    const [x, y] = [index * step, HEIGHT - FOOT - height];
    const parts = [
      svg("rect", { class: "hit", x, y: 0, width: step, height: HEIGHT - FOOT }),
      svg("rect", { class: "column", x: x + step * 0.12, y, width: Math.min(step * 0.76, 44), height, rx: 1.5 }),
      bar.count && step > 14 ? svg("text", { class: "value", x: x + step * 0.12 + Math.min(step * 0.76, 44) / 2, y: y - 4 }, bar.count) : null,
      index % every === 0 && x + 55 < width + step ? svg("text", { class: "tick", x: x + step * 0.12, y: HEIGHT - 6 }, shortName(bar)) : null,
    ];
    if (!bar.count || !bar.date) return svg("g", {}, parts);
    const on = chosen.has(bar.date);
    return svg(
      "a",
      {
        class: on ? "chosen" : null,
        id: `bar-${index}`,
        href: hashWith({ filters: toggled("date", bar.date) }),
        "aria-label": `${bar.name}: ${number(bar.count, "claim")}${on ? ", chosen" : ""}`,
      },
      svg("title", {}, `${bar.name}: ${number(bar.count, "claim")}`),
      parts,
    );
  });
  return svg(
    "svg",
    { class: "timeline", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": "Claims by date" },
    svg("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT }),
    marks,
  );
}

function shortName(bar) {
  if (!bar.date) return bar.name;
  const [year, month, day] = bar.date.split("-");
  if (day) return `${Number(day)} ${MONTHS[month - 1].slice(0, 3)}`;
  return month ? `${MONTHS[month - 1].slice(0, 3)} ${year}` : year;
}

/** A chart's numbers for whoever reads them rather than looks at them. */
function tableOf(caption, head, rows) {
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, "As a table"),
    el(
      "table",
      {},
      el("caption", { class: "unseen" }, caption),
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map(([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, words(first)), rest.map((cell) => el("td", {}, cell))))),
    ),
  );
}

function panel(title, ...content) {
  return el("section", { class: "panel" }, el("h2", {}, title), content);
}
