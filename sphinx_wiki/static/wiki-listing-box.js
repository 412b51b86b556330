// @ts-check
// One listing of a page: takes over its controls when the data file is there, and draws
// the entries of a state.
(function (global) {
  "use strict";

  const model = global.sphinxWikiListingModel;
  const entries = global.sphinxWikiListingEntries;
  const controls = global.sphinxWikiListingControls;
  const WARM_AT_ONCE = 250;

  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();

  /** @param {string} src */
  function load(src) {
    let loaded = loading.get(src);
    if (!loaded) {
      loaded = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = src;
        // In a task of its own: with many notes both take long, and the page answers between.
        script.onload = () => setTimeout(resolve);
        script.onerror = reject;
        document.head.append(script);
      });
      loading.set(src, loaded);
    }
    return loaded;
  }

  /** @param {() => void} task */
  function whenIdle(task) {
    if ("requestIdleCallback" in window) requestIdleCallback(task, { timeout: 2000 });
    else setTimeout(task, 50);
  }

  class Listing {
    /**
     * @param {HTMLElement} section
     * @param {(how: "typed" | "chosen") => void} onChange
     */
    constructor(section, onChange) {
      this.section = section;
      this.view = JSON.parse(section.dataset.view || "{}");
      this.root = section.dataset.root || "";
      this.onChange = onChange;
      this.state = model.initial();
      /** @type {any} */
      this.data = null;
      /** @type {Promise<void> | null} */
      this.loaded = null;
      /** @type {Map<string, number[]>} */
      this.orders = new Map();
      this.find();
      this.listen();
    }

    find() {
      const one = (/** @type {string} */ selector) =>
        /** @type {HTMLElement | null} */ (this.section.querySelector(selector));
      this.input = /** @type {HTMLInputElement | null} */ (one(".wiki-listing-filter"));
      this.selectBox = /** @type {HTMLSelectElement | null} */ (one(".wiki-listing-sort select"));
      this.chipBox = one(".wiki-listing-chips");
      this.body = one(".wiki-entries, .wiki-table-box");
      this.rows = one(".wiki-entries, .wiki-table tbody");
      this.status = one(".wiki-listing-status");
      this.pagerBox = one(".wiki-pager");
    }

    listen() {
      // A browser may have kept what was typed; only the address counts.
      if (this.input) this.input.value = "";
      this.input?.addEventListener("input", () => {
        this.state = { ...this.state, q: this.input?.value || "", page: 1 };
        this.changed("typed");
      });
      this.selectBox?.addEventListener("change", () => this.sortBy(this.selectBox?.value || ""));
      this.pagerBox?.addEventListener("click", (event) => {
        const button = /** @type {HTMLElement} */ (event.target).closest("button");
        if (button && !button.hasAttribute("disabled")) this.turnTo(Number(button.dataset.page));
      });
      for (const control of [this.input, this.selectBox]) control?.addEventListener("focus", () => this.load());
    }

    /** @returns {Promise<void>} */
    load() {
      this.loaded ??= load(this.section.dataset.src || "").then(
        () => this.takeOver(),
        () => this.section.classList.add("wiki-listing-still"),
      );
      return this.loaded;
    }

    takeOver() {
      const { view, section } = this;
      this.data = global.sphinxWikiListingData.open(global.sphinxWikiNotes, view);
      this.facts = model.facts(this.data.count, this.data.searched, this.data.paths);
      this.pathNumbers = new Map(
        this.data.allPaths.map((/** @type {string} */ path, /** @type {number} */ i) => [model.identity(path), i]),
      );
      this.compare = new Intl.Collator(section.dataset.language || undefined, {
        numeric: true,
        sensitivity: "base",
        ignorePunctuation: false,
      }).compare;
      this.setUpControls();
      // The first page stands in the page already.
      this.draw({ rows: !model.isInitial(this.state) });
      this.warm(0);
    }

    setUpControls() {
      const text = this.text.bind(this);
      if (this.chipBox) {
        const { counts } = model.select(this.facts, this.data.allPaths.length, this.order(""), [], []);
        const all = this.data.allPaths
          .map((/** @type {string} */ name, /** @type {number} */ i) => ({ name, count: counts[i] }))
          .filter((/** @type {any} */ path) => path.count)
          .sort((/** @type {any} */ a, /** @type {any} */ b) => b.count - a.count || this.compare?.(a.name, b.name));
        const choose = (/** @type {string} */ name) => this.toggle(name);
        this.chips = controls.chips(this.chipBox, all, this.view.categories, text, choose);
      }
      const dated = (/** @type {string} */ field) =>
        this.view.fields.some((/** @type {any} */ each) => each.name === field && each.type === "date");
      this.headings = controls.headings(
        this.section,
        this.view.sorts,
        (/** @type {string} */ field) => (dated(field) ? `-${field}` : field),
        text,
        (/** @type {string} */ key) => this.sortBy(key),
      );
      this.clearButton = controls.element("button", { type: "button", class: "wiki-button wiki-clear" }, text("Clear"));
      this.empty = controls.element("div", { class: "wiki-listing-empty" });
      const all = controls.element("button", { type: "button", class: "wiki-button" }, text("Show all notes"));
      this.empty.append(controls.element("p", {}, text("No notes match. Fewer words or categories find more.")), all);
      for (const button of [this.clearButton, all]) button.addEventListener("click", () => this.clear());
    }

    /**
     * Fold the entries bit by bit while nothing else happens, so that the first key is fast.
     * @param {number} from
     */
    warm(from) {
      whenIdle(() => {
        const to = Math.min(from + WARM_AT_ONCE, this.data.count);
        for (let entry = from; entry < to; entry++) this.facts.text(entry);
        if (to < this.data.count) this.warm(to);
      });
    }

    /**
     * @param {string} text
     * @param {Record<string, string | number>} [values]
     */
    text(text, values = {}) {
      return model.fill(this.data.texts[text] ?? text, values);
    }

    /** @param {string} sort */
    order(sort) {
      let order = this.orders.get(sort);
      if (!order) {
        const field = sort.replace(/^-/, "");
        const values = field ? this.data.sortable(field) : new Array(this.data.count).fill(null);
        order = /** @type {number[]} */ (model.order(values, sort.startsWith("-"), this.compare));
        this.orders.set(sort, order);
      }
      return order;
    }

    /** @param {string} category */
    toggle(category) {
      if (!category) return this.draw({ rows: false });
      const is = (/** @type {string} */ other) => model.identity(other) === model.identity(category);
      const { categories } = this.state;
      const next = categories.some(is) ? categories.filter((/** @type {string} */ c) => !is(c)) : [...categories, category];
      this.state = { ...this.state, categories: next, page: 1 };
      this.changed("chosen");
    }

    /** @param {string} key */
    sortBy(key) {
      this.state = { ...this.state, sort: key === this.view.sorted ? "" : key, page: 1 };
      this.changed("chosen");
    }

    /** @param {number} page */
    turnTo(page) {
      this.state = { ...this.state, page };
      this.changed("chosen");
      if (this.section.getBoundingClientRect().top < 0) this.section.scrollIntoView({ block: "start" });
      this.body?.focus({ preventScroll: true });
    }

    clear() {
      this.state = { ...model.initial(), sort: this.state.sort };
      this.changed("chosen");
      (this.input || this.body)?.focus();
    }

    /** @param {"typed" | "chosen"} how */
    changed(how) {
      this.onChange(how);
      if (this.data) this.draw({ rows: true });
      else this.load();
    }

    /**
     * Show the state an address speaks of; what the listing does not have is left out.
     * @param {any} state
     */
    restore(state) {
      this.state = state;
      if (this.input && this.input.value !== state.q) this.input.value = state.q;
      if (!this.data) {
        if (!model.isInitial(state)) this.load();
        return;
      }
      this.draw({ rows: true });
    }

    /** Leave out of the state what the listing does not have. */
    settle() {
      const { state, view } = this;
      const known = state.categories.filter((/** @type {string} */ c) => this.pathNumbers?.has(model.identity(c)));
      const sorts = view.sorts.map((/** @type {any} */ offer) => offer.key);
      const sort = sorts.includes(state.sort) && state.sort !== view.sorted ? state.sort : "";
      this.state = { ...state, categories: known, sort };
    }

    /** @param {{rows: boolean}} what */
    draw({ rows }) {
      this.settle();
      const { state, view, data } = this;
      const words = view.searched.length ? model.terms(state.q) : [];
      const chosen = state.categories.map((/** @type {string} */ c) => this.pathNumbers?.get(model.identity(c)));
      const { shown, counts } = model.select(this.facts, data.allPaths.length, this.order(state.sort), words, chosen);
      const last = Math.max(1, Math.ceil(shown.length / view.pageSize));
      state.page = Math.min(state.page, last);
      if (rows) this.drawRows(shown.slice((state.page - 1) * view.pageSize, state.page * view.pageSize), words);
      this.chips?.update(state.categories, (/** @type {string} */ c) => counts[this.pathNumbers?.get(model.identity(c)) ?? -1] || 0);
      this.headings?.update(state.sort || view.sorted);
      if (this.selectBox) this.selectBox.value = state.sort || view.sorted;
      if (this.pagerBox) {
        controls.pager(this.pagerBox, { page: state.page, size: view.pageSize, shown: shown.length }, this.text.bind(this));
      }
      this.drawStatus(shown.length);
    }

    /**
     * @param {number[]} shown
     * @param {string[]} words
     */
    drawRows(shown, words) {
      const { body, rows, data } = this;
      if (!body || !rows) return;
      const setting = { root: this.root, words };
      rows.innerHTML = shown.map((entry) => entries.entry(this.view, data.record(entry), setting)).join("\n");
      body.hidden = !shown.length;
      if (shown.length) this.empty?.remove();
      else if (this.empty) body.after(this.empty);
      global.sphinxWikiMath?.(rows);
    }

    /** @param {number} shown */
    drawStatus(shown) {
      const line = this.status?.querySelector("[role=status]");
      if (!line || !this.status) return;
      const { state, view } = this;
      const filtered = Boolean(state.q.trim() || state.categories.length);
      const total = view.total;
      let text = this.text(total === 1 ? "1 note" : "{total} notes", { total });
      if (filtered) text = this.text("{shown} of {total} notes", { shown, total });
      if (line.textContent !== text) line.textContent = text;
      if (!filtered) this.clearButton?.remove();
      else if (this.clearButton) this.status.append(this.clearButton);
    }
  }

  global.sphinxWikiListingBox = { Listing, whenIdle };
})(/** @type {any} */ (globalThis));
