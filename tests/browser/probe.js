// What tests ask a page: put there before the page's own script, which never sees it.

globalThis.probe = (() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const TEXT = ".paper > p[dir]";

  /** The text that is lit as evidence. */
  const lit = () =>
    all(`${TEXT} .lit`)
      .map((node) => node.textContent)
      .join("");

  /** What is marked as mentioned, by field. */
  const marked = () => {
    const found = {};
    for (const node of all(`${TEXT} [data-mark]`)) {
      for (const field of node.dataset.mark.split(" ")) found[field] = (found[field] ?? "") + node.textContent;
    }
    return found;
  };

  /** The article's text without the numbers of claims. */
  const text = () =>
    all(TEXT)
      .map((block) => [...block.childNodes].filter((node) => !node.matches?.(".ref")).map((node) => node.textContent))
      .map((parts) => parts.join(""))
      .join("\n\n");

  /** How many elements of each kind there are. */
  const census = () => {
    const counts = {};
    for (const node of all("*")) counts[node.tagName.toLowerCase()] = (counts[node.tagName.toLowerCase()] ?? 0) + 1;
    return counts;
  };

  /** Everywhere that an element leads to or would load from. */
  const addresses = () => all("[href], [src], [action]").map((node) => node.getAttribute("href") ?? node.outerHTML);

  /** Attributes that would run or paint something. */
  const handlers = () =>
    all("*")
      .flatMap((node) => [...node.attributes])
      .filter(({ name }) => /^on|^style$/i.test(name))
      .map(({ name }) => name);

  /** Opens all that can be opened. */
  const open = () => {
    for (const node of all("details")) node.open = true;
  };

  /** Opens, looks at and presses all that an article has. */
  const touch = () => {
    open();
    for (const node of all(".card")) node.dispatchEvent(new MouseEvent("mouseenter"));
    for (const node of all("#article .statement")) {
      node.focus();
      node.click();
    }
    for (const node of all(".sentence, .ref")) {
      node.click();
      node.click();
    }
  };

  /** What can be pressed or is read out, and has no name. */
  const nameless = () =>
    all("a, button, input, summary, [role=img], [role=region]")
      .filter((node) => node.checkVisibility())
      .filter((node) => {
        const by = document.getElementById(node.getAttribute("aria-labelledby") ?? "");
        return !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.length || by);
      })
      .map((node) => node.outerHTML);

  /** Texts whose contrast with what is behind them, as WCAG computes it, is less than it should be. */
  const faint = () => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (rgb) =>
      [0.2126, 0.7152, 0.0722]
        .map((share, i) => [share, rgb[i] / 255])
        .reduce((sum, [share, c]) => sum + share * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4), 0);
    const behind = (node) => {
      for (let at = node; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255];
    };
    return all("body *:not(svg *, script, noscript)")
      .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
      .filter((node) => node.checkVisibility() && !node.closest(".unseen, .skip, :disabled"))
      .filter((node) => {
        const pair = [light(rgba(getComputedStyle(node).color)), light(behind(node))];
        return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) < 4.5;
      })
      .map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`);
  };

  /** Whether the page lets anybody make elements of a text. */
  const markup = () => {
    try {
      document.body.innerHTML = "<b>x</b>";
      return "made";
    } catch (error) {
      return error.name;
    }
  };

  return { lit, marked, text, census, addresses, handlers, open, touch, nameless, faint, markup };
})();
