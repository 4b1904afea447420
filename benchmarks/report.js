// Put into a report before its own script: when its first view is on the screen, and how long a step takes.

globalThis.timing = (() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));

  /** Milliseconds from the start of the navigation until the list of articles was painted. */
  const first = new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector("#index tbody tr")) return;
      observer.disconnect();
      done(painted());
    });
    observer.observe(document, { childList: true, subtree: true });
  });

  /** Milliseconds that a step takes until what it changed was painted. */
  const step = async (act) => {
    const start = await painted();
    act();
    return (await painted()) - start;
  };

  const press = (key) => step(() => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
  const click = (selector) => step(() => document.querySelector(selector).click());
  const type = (text) =>
    step(() => {
      const search = document.getElementById("search");
      search.value = text;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });

  return { first, press, click, type };
})();
