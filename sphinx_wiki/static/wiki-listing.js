// @ts-check
// Starts the listings of a page and keeps their states in its address, so that going back,
// reloading and sharing restore what was typed and chosen.
(function (global) {
  "use strict";

  const model = global.sphinxWikiListingModel;
  const { Listing, whenIdle } = global.sphinxWikiListingBox;
  // Browsers refuse to change the address many times a second.
  const TYPING_PAUSE = 250;

  /** @param {HTMLElement[]} sections */
  function start(sections) {
    /** @type {any[]} */
    const listings = [];
    let typing = 0;

    function fragment() {
      return model.toFragment(listings.map((listing) => [listing.view.id, listing.state]));
    }

    /** @param {boolean} push */
    function write(push) {
      clearTimeout(typing);
      typing = 0;
      const now = fragment();
      if (now === location.hash.slice(1)) return;
      const url = now ? `#${now}` : location.pathname + location.search;
      if (push) history.pushState(null, "", url);
      else history.replaceState(history.state, "", url);
    }

    /** @param {"typed" | "chosen"} how */
    const onChange = (how) => {
      clearTimeout(typing);
      if (how === "chosen") write(true);
      else typing = setTimeout(() => write(false), TYPING_PAUSE);
    };

    function restore() {
      clearTimeout(typing);
      const ids = listings.map((listing) => listing.view.id);
      const states = model.fromFragment(location.hash.slice(1), ids);
      if (!states) return;
      for (const listing of listings) listing.restore(states.get(listing.view.id) || model.initial());
    }

    for (const section of sections) listings.push(new Listing(section, onChange));
    restore();
    addEventListener("popstate", restore);
    addEventListener("pagehide", () => typing && write(false));
    const rest = () => whenIdle(() => listings.forEach((listing) => listing.load()));
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest);
  }

  const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".wiki-listing[data-view]")]);
  if (found.length) start(found);
})(/** @type {any} */ (globalThis));
