// @ts-check
// The controls of a listing that depend on what is shown: categories, pages, table headings.
(function (global) {
  "use strict";

  const model = global.sphinxWikiListingModel;

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {...(string | Node)} children
   */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /**
   * Take over the category buttons that stand in the page, and offer the others on demand:
   * all of them, or those that belong to a chosen one.
   * @param {HTMLElement} box
   * @param {{name: string, count: number}[]} all every category of the listing, most used first
   * @param {string} style `numbered`, `unnumbered` or `cloud`
   * @param {(text: string) => string} text
   * @param {(category: string) => void} choose
   */
  function chips(box, all, style, text, choose) {
    /** @type {Map<string, HTMLElement>} by identity */
    const buttons = new Map();
    const more = /** @type {HTMLElement | null} */ (box.querySelector(".wiki-chip-more"));
    let open = false;
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("[data-category]"))) {
      buttons.set(model.identity(chip.dataset.category), chip);
    }
    const first = new Set(buttons.keys());
    const parent = (/** @type {string} */ key) => key.slice(0, Math.max(0, key.lastIndexOf("/")));

    /** @param {{name: string, count: number}} category */
    function add({ name, count }) {
      const size = style === "cloud" ? ` wiki-size-${Math.ceil((5 * count) / all[0].count)}` : "";
      const chip = element("button", { type: "button", class: `wiki-chip${size}`, "data-category": name }, name);
      if (style === "numbered") chip.append(" ", element("span", { class: "wiki-count" }));
      const key = model.identity(name);
      const last = lastWithin(parent(key));
      if (last) last.after(chip);
      else box.insertBefore(chip, more);
      buttons.set(key, chip);
    }

    /**
     * Give the chip after which another one within *category* has its place.
     * @param {string} category by identity
     */
    function lastWithin(category) {
      let last = buttons.get(category);
      const next = () => /** @type {HTMLElement | null | undefined} */ (last?.nextElementSibling);
      while (model.identity(next()?.dataset.category || "").startsWith(`${category}/`)) last = next() ?? undefined;
      return last;
    }

    /**
     * Show what is chosen and how many entries each category would leave.
     * @param {string[]} chosen
     * @param {(category: string) => number} count
     */
    function update(chosen, count) {
      const pressed = new Set(chosen.map(model.identity));
      // Those within a chosen category, and those beside a chosen one within the same.
      const near = new Set([...pressed, ...[...pressed].map(parent)].filter(Boolean));
      for (const category of all) {
        const key = model.identity(category.name);
        const chip = buttons.get(key);
        const wanted = open || first.has(key) || pressed.has(key) || near.has(parent(key));
        if (!chip && wanted) add(category);
        else if (chip && !wanted) {
          chip.remove();
          buttons.delete(key);
        }
      }
      for (const [key, chip] of buttons) {
        const left = count(chip.dataset.category || "");
        const number = chip.querySelector(".wiki-count");
        if (number) number.textContent = String(left);
        chip.setAttribute("aria-pressed", String(pressed.has(key)));
        if (left || pressed.has(key)) chip.removeAttribute("aria-disabled");
        else chip.setAttribute("aria-disabled", "true");
      }
      if (more) {
        more.textContent = text(open ? "fewer" : "more…");
        more.setAttribute("aria-expanded", String(open));
      }
    }

    box.addEventListener("click", (event) => {
      const chip = /** @type {HTMLElement} */ (event.target).closest("button");
      if (!chip) return;
      if (chip === more) open = !open;
      else if (chip.hasAttribute("aria-disabled")) return;
      choose(chip === more ? "" : chip.dataset.category || "");
    });
    return { update };
  }

  /**
   * Draw the numbers of the pages into *nav*; nothing where there is only one.
   * @param {HTMLElement} nav
   * @param {{page: number, size: number, shown: number}} at
   * @param {(text: string, values?: Record<string, string | number>) => string} text
   */
  function pager(nav, { page, size, shown }, text) {
    const last = Math.ceil(shown / size);
    nav.setAttribute("aria-label", text("Pages"));
    if (last <= 1) {
      nav.replaceChildren();
      return;
    }
    /**
     * @param {number} to
     * @param {string} label
     * @param {string} name
     */
    const button = (to, label, name) => {
      const made = element("button", { type: "button", "data-page": String(to), "aria-label": name }, label);
      if (to < 1 || to > last) made.setAttribute("disabled", "");
      return made;
    };
    const numbers = model.pages(page, last).map((/** @type {number} */ n) => {
      if (!n) return element("span", { class: "wiki-pager-gap", "aria-hidden": "true" }, "…");
      const made = button(n, String(n), text("Page {n}", { n }));
      if (n === page) made.setAttribute("aria-current", "page");
      return made;
    });
    const values = { from: (page - 1) * size + 1, to: Math.min(page * size, shown), total: shown };
    nav.replaceChildren(
      button(page - 1, "‹", text("Previous")),
      ...numbers,
      button(page + 1, "›", text("Next")),
      element("span", { class: "wiki-pager-range" }, text("{from} to {to} of {total}", values)),
    );
  }

  /**
   * Make the headings of a table sort it.
   * @param {HTMLElement} section
   * @param {{key: string}[]} sorts
   * @param {(field: string) => string} first the direction a heading begins with
   * @param {(text: string, values?: Record<string, string | number>) => string} text
   * @param {(key: string) => void} choose
   */
  function headings(section, sorts, first, text, choose) {
    const keys = new Set(sorts.map(({ key }) => key));
    const heads = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("th[data-field]")]).filter((head) =>
      keys.has(head.dataset.field || ""),
    );
    for (const head of heads) {
      const field = head.dataset.field || "";
      const label = head.textContent || "";
      const button = element("button", { type: "button", class: "wiki-sort", title: text("Sort by {field}", { field: label }) }, label);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        if (!now) choose(first(field));
        else choose(now === "ascending" ? `-${field}` : field);
      });
    }
    return {
      /** @param {string} sort */
      update(sort) {
        for (const head of heads) {
          if (sort.replace(/^-/, "") !== head.dataset.field) head.removeAttribute("aria-sort");
          else head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
        }
      },
    };
  }

  global.sphinxWikiListingControls = { element, chips, pager, headings };
})(/** @type {any} */ (globalThis));
