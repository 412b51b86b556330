// @ts-check
// Filters and orders the sources of a page, which all stand in it, and keeps
// what was typed and chosen in the address.
(function (global) {
  "use strict";

  const model = global.sphinxWikiListingModel;
  const TYPING_PAUSE = 250;

  /** @param {HTMLElement} bar */
  function start(bar) {
    const box = bar.closest(".wiki-sources");
    const list = /** @type {HTMLElement | null} */ (box && box.querySelector(".wiki-sources-list"));
    const status = box && box.querySelector(".wiki-listing-status");
    if (!list || !status) return;
    const input = /** @type {HTMLInputElement} */ (bar.querySelector("input"));
    const select = /** @type {HTMLSelectElement} */ (bar.querySelector("select"));
    const chips = /** @type {HTMLButtonElement[]} */ ([...bar.querySelectorAll("[data-kind]")]);
    const texts = JSON.parse(bar.dataset.texts || "{}");
    const entries = [...list.children].map((element, place) => {
      const kind = [...element.classList].find((name) => name.startsWith("wiki-is-")) || "";
      return {
        element: /** @type {HTMLElement} */ (element),
        place,
        kind: kind.slice("wiki-is-".length),
        notes: element.querySelectorAll(".wiki-cited-by a").length,
        text: model.fold(element.textContent || ""),
      };
    });
    let state = model.initial();
    let typing = 0;

    /** @returns {(a: any, b: any) => number} */
    function comparison() {
      const kinds = chips.map((chip) => chip.dataset.kind);
      if (state.sort === "-title") return (a, b) => b.place - a.place;
      if (state.sort === "-notes") return (a, b) => b.notes - a.notes || a.place - b.place;
      if (state.sort === "kind") return (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.place - b.place;
      return (a, b) => a.place - b.place;
    }

    function draw() {
      const words = model.terms(state.q);
      const fitting = entries.filter((entry) => words.every((word) => entry.text.includes(word)));
      const chosen = state.categories;
      const shown = new Set(fitting.filter((entry) => !chosen.length || chosen.includes(entry.kind)));
      for (const entry of entries) entry.element.hidden = !shown.has(entry);
      list.append(...[...entries].sort(comparison()).map((entry) => entry.element));
      for (const chip of chips) {
        const kind = chip.dataset.kind || "";
        chip.setAttribute("aria-pressed", String(chosen.includes(kind)));
        const count = chip.querySelector(".wiki-count");
        if (count) count.textContent = String(fitting.filter((entry) => entry.kind === kind).length);
      }
      const total = entries.length;
      const all = total === 1 ? texts["1 source"] : texts["{total} sources"];
      const some = shown.size ? texts["{shown} of {total} sources"] : texts["No sources match."];
      status.textContent = model.fill(shown.size === total ? all : some, { shown: shown.size, total });
      if (input.value !== state.q) input.value = state.q;
      select.value = state.sort;
    }

    /** @param {boolean} push */
    function write(push) {
      clearTimeout(typing);
      typing = 0;
      const now = model.toFragment([[bar.id, state]]);
      if (now === location.hash.slice(1)) return;
      const url = now ? `#${now}` : location.pathname + location.search;
      if (push) history.pushState(null, "", url);
      else history.replaceState(history.state, "", url);
    }

    function restore() {
      const found = model.fromFragment(location.hash.slice(1), [bar.id]);
      // An address of one source, as notes link to it: all are shown, so it is there.
      state = found?.get(bar.id) || model.initial();
      draw();
    }

    input.addEventListener("input", () => {
      state.q = input.value;
      draw();
      clearTimeout(typing);
      typing = setTimeout(() => write(false), TYPING_PAUSE);
    });
    select.addEventListener("change", () => {
      state.sort = select.value;
      draw();
      write(true);
    });
    for (const chip of chips) {
      chip.addEventListener("click", () => {
        const kind = chip.dataset.kind || "";
        const chosen = state.categories.filter((/** @type {string} */ each) => each !== kind);
        state.categories = chosen.length < state.categories.length ? chosen : [...chosen, kind];
        draw();
        write(true);
      });
    }
    addEventListener("popstate", restore);
    addEventListener("pagehide", () => typing && write(false));
    restore();
  }

  for (const bar of document.querySelectorAll(".wiki-sources-bar")) start(/** @type {HTMLElement} */ (bar));
})(/** @type {any} */ (globalThis));
