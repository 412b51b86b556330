// @ts-check
// What a listing shows, as pure functions: filter, categories, order, pages, and the
// part of an address that says all this. Knows nothing of the page.
(function (global) {
  "use strict";

  /**
   * @typedef {{q: string, categories: string[], sort: string, page: number}} State
   *   `sort` is a field, with `-` before it for descending; empty for the listing's own order.
   * @typedef {{text: (entry: number) => string, paths: (entry: number) => number[]}} Facts
   *   `text` is folded; `paths` are the numbers of the entry's categories and of those above.
   */

  // Letters that Unicode does not take apart into a plain letter and a mark.
  /** @type {Record<string, string>} */
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ" };
  const PLAIN = /^[\x00-\x7f]*$/;

  /**
   * Give *text* without case and accents, so that `Übung` is found by `ubung`.
   * @param {string} text
   */
  function fold(text) {
    if (PLAIN.test(text)) return text.toLowerCase();
    return text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/[ßæœøđðłþıς]/g, (letter) => LETTERS[letter]);
  }

  /** @param {string} text */
  function oneSpaced(text) {
    return text.trim().replace(/\s+/g, " ");
  }

  /**
   * Give the folded words and quoted phrases of a query; all of them must be found.
   * @param {string} query
   */
  function terms(query) {
    const found = [];
    for (const [, phrase, word] of query.replace(/[“”„]/g, '"').matchAll(/"([^"]*)"?|(\S+)/g)) {
      const term = oneSpaced(fold(word ?? phrase));
      if (term) found.push(term);
    }
    return [...new Set(found)];
  }

  /**
   * Give where *words* occur in *text*, as pairs of start and end, in order, not overlapping.
   * @param {string} text
   * @param {string[]} words folded
   * @returns {[number, number][]}
   */
  function occurrences(text, words) {
    if (!words.length) return [];
    /** @type {number[]} */
    const starts = [];
    let folded = "";
    let at = 0;
    for (const letter of text) {
      const piece = fold(letter);
      for (let i = 0; i < piece.length; i++) starts.push(at);
      folded += piece;
      at += letter.length;
    }
    starts.push(text.length);
    /** @type {[number, number][]} */
    const spans = [];
    for (const word of words) {
      for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) {
        let end = i + word.length;
        while (starts[end] === starts[end - 1] && end < folded.length) end++;
        spans.push([starts[i], starts[end]]);
      }
    }
    spans.sort((a, b) => a[0] - b[0]);
    /** @type {[number, number][]} */
    const merged = [];
    for (const span of spans) {
      const last = merged[merged.length - 1];
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else merged.push(span);
    }
    return merged;
  }

  /**
   * Give what makes two spellings of a category one.
   * @param {string} category
   */
  function identity(category) {
    return category.normalize("NFC").toLowerCase().normalize("NFC");
  }

  /**
   * Give the facts of entries, each made when first asked for and then kept. Texts take long:
   * they are asked for by words alone.
   * @param {number} count
   * @param {(entry: number) => string[]} texts
   * @param {(entry: number) => number[]} paths
   */
  function facts(count, texts, paths) {
    return {
      // No term holds a line break, so none is found across two texts.
      text: kept(count, (entry) => texts(entry).map((text) => oneSpaced(fold(text))).join("\n")),
      paths: kept(count, paths),
    };
  }

  /**
   * @template T
   * @param {number} count
   * @param {(entry: number) => T} make
   */
  function kept(count, make) {
    /** @type {T[]} */
    const made = new Array(count);
    return (/** @type {number} */ entry) => (made[entry] ??= make(entry));
  }

  /**
   * Give the entries that hold every term and every chosen category, in *order*,
   * and for each category how many of them it has.
   * @param {Facts} known
   * @param {number} pathCount
   * @param {ArrayLike<number>} order
   * @param {string[]} words folded
   * @param {number[]} chosen numbers of categories
   */
  function select(known, pathCount, order, words, chosen) {
    const shown = [];
    const counts = new Uint32Array(pathCount);
    for (let i = 0; i < order.length; i++) {
      const paths = known.paths(order[i]);
      if (!chosen.every((path) => paths.includes(path))) continue;
      if (words.length) {
        const text = known.text(order[i]);
        if (!words.every((word) => text.includes(word))) continue;
      }
      shown.push(order[i]);
      for (const path of paths) counts[path]++;
    }
    return { shown, counts };
  }

  /** What stands before the first letter or digit of a title, such as quotes and brackets. */
  const BEFORE = /^[^\p{L}\p{N}]+/u;

  /** @param {string} text */
  function bare(text) {
    return text.replace(BEFORE, "") || text;
  }

  /**
   * Give the order of entries by *values*: numbers before texts; entries without a value
   * come last either way, and equal ones stay in the listing's own order.
   * @param {(string | number | null)[]} values
   * @param {boolean} descending
   * @param {(a: string, b: string) => number} compare
   */
  function order(values, descending, compare) {
    const sign = descending ? -1 : 1;
    const keys = values.map((value) => (typeof value === "string" ? bare(value) : value));
    return keys
      .map((_, i) => i)
      .sort((i, j) => {
        const a = keys[i];
        const b = keys[j];
        if (a === null || b === null) return Number(a === null) - Number(b === null) || i - j;
        if (typeof a === "string" && typeof b === "string") return sign * compare(a, b) || i - j;
        if (typeof a === "number" && typeof b === "number") return sign * (a - b) || i - j;
        return sign * (Number(typeof a === "string") - Number(typeof b === "string"));
      });
  }

  /**
   * Give the page numbers to offer, at most seven, with 0 for a gap.
   * @param {number} current from 1
   * @param {number} last
   */
  function pages(current, last) {
    if (last <= 7) return Array.from({ length: last }, (_, i) => i + 1);
    const from = Math.max(3, Math.min(current - 1, last - 4));
    const middle = [from, from + 1, from + 2];
    return [1, from > 3 ? 0 : 2, ...middle, from + 2 < last - 2 ? 0 : last - 1, last];
  }

  /** @returns {State} */
  function initial() {
    return { q: "", categories: [], sort: "", page: 1 };
  }

  /** @param {State} state */
  function isInitial(state) {
    return !state.q && !state.categories.length && !state.sort && state.page <= 1;
  }

  /**
   * Give the fragment of an address for listings that are not as at first: empty,
   * or `listing:q=lora&cat=llm&page=2`, joined with `;`.
   * @param {[string, State][]} states
   */
  function toFragment(states) {
    const code = encodeURIComponent;
    return states
      .filter(([, state]) => !isInitial(state))
      .map(([id, state]) => {
        const parts = [];
        if (state.q) parts.push(`q=${code(state.q)}`);
        for (const category of state.categories) parts.push(`cat=${code(category)}`);
        if (state.sort) parts.push(`sort=${code(state.sort)}`);
        if (state.page > 1) parts.push(`page=${state.page}`);
        return `${code(id)}:${parts.join("&")}`;
      })
      .join(";");
  }

  /** @param {string} text */
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * Give the states a fragment speaks of, or null where it is about something else
   * than the listings *ids*, such as a section.
   * @param {string} fragment without `#`
   * @param {string[]} ids
   * @returns {Map<string, State> | null}
   */
  function fromFragment(fragment, ids) {
    /** @type {Map<string, State>} */
    const states = new Map();
    if (!fragment) return states;
    for (const part of fragment.split(";")) {
      const colon = part.indexOf(":");
      const id = decode(part.slice(0, Math.max(0, colon)));
      if (!ids.includes(id)) continue;
      const state = initial();
      for (const pair of part.slice(colon + 1).split("&")) {
        const equals = pair.indexOf("=");
        const name = pair.slice(0, equals);
        const value = decode(pair.slice(equals + 1));
        if (name === "q") state.q = value;
        else if (name === "cat") state.categories.push(value);
        else if (name === "sort") state.sort = value;
        else if (name === "page") state.page = Math.max(1, parseInt(value, 10) || 1);
      }
      states.set(id, state);
    }
    return states.size ? states : null;
  }

  /**
   * Put values into a text: `{shown} of {total}`.
   * @param {string} text
   * @param {Record<string, string | number>} values
   */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  }

  const model = {
    fold, terms, occurrences, identity, facts, select, order, pages,
    initial, isInitial, toFragment, fromFragment, fill,
  };
  global.sphinxWikiListingModel = model;
  if (typeof module !== "undefined") module.exports = model;
})(/** @type {any} */ (globalThis));
