// @ts-check
// The furniture of a page: left column, colour mode, and the key that opens search.
(function () {
  "use strict";

  /**
   * What the shared file says about the wiki; addresses are from the site's root.
   * @typedef {{name: string, url: string, count: number, level: number}} NavCategory
   * @typedef {{title: string, url: string}} NavNote
   * @typedef {{categories: NavCategory[], recent: NavNote[]}} Nav
   */

  /**
   * @param {string} root
   * @param {string} url
   * @param {string} text
   */
  function link(root, url, text) {
    const a = document.createElement("a");
    a.href = root + url;
    a.textContent = text;
    if (a.href === location.href.split("#")[0]) a.setAttribute("aria-current", "page");
    return a;
  }

  /**
   * @param {HTMLElement} nav
   * @param {string} part
   * @param {HTMLElement[][]} rows
   */
  function fillPart(nav, part, rows) {
    const box = /** @type {HTMLElement | null} */ (nav.querySelector(`[data-part="${part}"]`));
    const list = box && box.querySelector("ul");
    if (!box || !list || !rows.length) return;
    for (const row of rows) {
      const li = document.createElement("li");
      li.append(...row);
      list.append(li);
    }
    box.hidden = false;
  }

  /** @param {number} n */
  function count(n) {
    const span = document.createElement("span");
    span.className = "wiki-count";
    span.textContent = String(n);
    return span;
  }

  /**
   * Give a category by the last part of its name, as it stands below those it is within.
   * @param {string} root
   * @param {NavCategory} category
   */
  function category(root, { name, url, level }) {
    const a = link(root, url, level ? name.slice(name.lastIndexOf("/") + 1) : name);
    if (level) {
      a.setAttribute("aria-label", name);
      a.style.setProperty("--wiki-level", String(level));
    }
    return a;
  }

  function fillNav() {
    /** @type {Nav | undefined} */
    const data = /** @type {any} */ (window).sphinxWikiNav;
    const nav = /** @type {HTMLElement | null} */ (document.querySelector(".wiki-nav"));
    if (!data || !nav) return;
    const root = nav.dataset.root || "";
    fillPart(nav, "categories", data.categories.map((c) => [category(root, c), count(c.count)]));
    fillPart(nav, "recent", data.recent.map((n) => [link(root, n.url, n.title)]));
  }

  /** Whether a key pressed now is text for a field rather than a command for the page. */
  function typing() {
    const at = /** @type {HTMLElement | null} */ (document.activeElement);
    return !!at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName));
  }

  function setUpSearchKey() {
    const button = /** @type {HTMLElement | null} */ (document.querySelector(".wiki-search"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing()) return;
      if (!button || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      button.click();
    });
  }

  function setUpColorMode() {
    const box = document.querySelector(".wiki-color-mode");
    const button = box && box.querySelector(".wiki-icon-button");
    if (!box || !button) return;
    const modes = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".theme-change-button")]);
    const at = () => {
      const mode = document.documentElement.dataset.mode || "auto";
      return Math.max(0, modes.findIndex((choice) => choice.dataset.mode === mode));
    };
    const name = button.getAttribute("aria-label");
    const label = () => button.setAttribute("aria-label", `${name}: ${modes[at()].textContent}`);
    button.addEventListener("click", () => {
      modes[(at() + 1) % modes.length].click();
      label();
    });
    label();
  }

  fillNav();
  setUpSearchKey();
  setUpColorMode();
})();
