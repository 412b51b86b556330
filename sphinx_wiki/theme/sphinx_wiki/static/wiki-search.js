// @ts-check
// Says beside each result of a search what the note is about, from the shared file of all
// listings: nothing is fetched, so results do not move, and it works from a disk. Shows the
// best results at once, and others on demand.
(function () {
  "use strict";

  const notes = /** @type {any} */ (window).sphinxWikiNotes;
  const box = document.getElementById("search-results");
  if (!box) return;

  const AT_ONCE = 50;

  /** @type {Map<string, string> | undefined} numbers of notes by their address, made when needed */
  let numbers;

  /** @param {string} address */
  function numberOf(address) {
    // Addresses are from the site's root; where each page has a folder, so has this one.
    const root = new URL(document.documentElement.dataset.content_root ?? "", location.href);
    numbers ??= new Map(
      Object.entries(notes?.columns?.url ?? {}).map(([number, url]) => [new URL(url, root).pathname, number]),
    );
    return numbers.get(new URL(address, location.href).pathname);
  }

  /** @param {any} spans text, or a list of texts and of a style, a text, and how TeX is read */
  function plain(spans) {
    if (!Array.isArray(spans)) return String(spans ?? "");
    return spans.map((span) => (typeof span === "string" ? span : (span[2] ?? span[1]))).join("");
  }

  /**
   * @param {string} style
   * @param {string} text
   */
  function line(style, text) {
    const p = document.createElement("p");
    p.className = style;
    p.textContent = text;
    return p;
  }

  /** @param {HTMLElement} result */
  function describe(result) {
    const link = result.querySelector("a");
    const number = link && numberOf(link.href);
    // A part of a note is not what the note is about.
    if (number === undefined || number === null || link?.hash) return;
    const cuts = Object.values(notes.cuts).map((cut) => cut[number]);
    const summary = plain(cuts.find(Boolean));
    const date = notes.columns["=date"]?.[number];
    const categories = (notes.columns.categories?.[number] ?? []).map((/** @type {number} */ id) => notes.categories[id][0]);
    const about = [notes.dates[""]?.[date], ...categories].filter(Boolean);
    if (summary) result.append(line("wiki-found", summary));
    if (about.length) result.append(line("wiki-found-about", about.join(" · ")));
  }

  /**
   * Sphinx shows one result after the other, and says how many there are at the end. Browsers
   * lay out the page anew for each: thousands take minutes.
   */
  function showAtOnce() {
    // @ts-ignore Constants of Sphinx's script, some of them its own affair.
    if (typeof Search !== "object" || typeof _displayItem !== "function" || typeof _finishSearch !== "function") return;
    // @ts-ignore
    const [search, display, finish] = [Search, _displayItem, _finishSearch];
    search.query = (/** @type {string} */ query) => {
      const [asked, words, excluded, marked, objects] = search._parseQuery(query);
      // The best is the last.
      const results = search._performSearch(asked, words, excluded, marked, objects);
      const count = results.length;
      const more = document.createElement("button");
      more.type = "button";
      more.className = "wiki-button";
      more.textContent = notes?.texts?.["more…"] ?? "more…";
      const show = (/** @type {number} */ number) => {
        for (const result of results.splice(-number).reverse()) display(result, words, marked);
        if (!results.length) more.remove();
      };
      more.addEventListener("click", () => {
        show(AT_ONCE);
        // Who comes back to this page finds as many.
        history.replaceState({ ...history.state, results: count - results.length }, "");
      });
      search.output.after(more);
      show(history.state?.results ?? AT_ONCE);
      finish(count);
    };
  }

  showAtOnce();
  // It is there by now where the page was opened with a query.
  box.querySelector(".search-summary")?.setAttribute("role", "status");
  // Before each is painted.
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        if (node.matches("ul.search > li")) describe(node);
        if (node.matches(".search-summary")) node.setAttribute("role", "status");
      }
    }
  }).observe(box, { childList: true, subtree: true });
})();
