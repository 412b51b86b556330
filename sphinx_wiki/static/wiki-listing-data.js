// @ts-check
// Reads the shared data file of the wiki: what it holds of the entries of one listing.
(function (global) {
  "use strict";

  /**
   * @typedef {Record<number, any>} Column  by the number of an entry: a list, or sparse
   * @typedef {{
   *   categories: [string, string | null, number[]][], paths: string[], count: number,
   *   columns: Record<string, Column>, cuts: Record<string, Column>,
   *   dates: Record<string, Record<string, string>>, listings: Record<string, number[]>,
   *   texts: Record<string, string>,
   * }} Notes
   */

  /** @param {any} spans */
  function plain(spans) {
    if (!Array.isArray(spans)) return String(spans ?? "");
    return spans.map((span) => (typeof span === "string" ? span : span[1])).join("");
  }

  /**
   * Give the time of an ISO date, which without a zone counts as UTC; what is no date stays text.
   * @param {string} written
   */
  function moment(written) {
    const zoned = /T.*(?:Z|[-+]\d\d:\d\d)$/.test(written) || !written.includes("T") ? written : `${written}Z`;
    const time = Date.parse(zoned);
    return /^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(time) ? time : written;
  }

  /**
   * Give what one listing can ask of the data file.
   * @param {Notes} notes
   * @param {any} view the listing's own description, from the page
   */
  function open(notes, view) {
    const numbers = notes.listings[view.key] || [];
    /** @type {Map<string, any>} */
    const fields = new Map(view.fields.map((/** @type {any} */ field) => [field.name, field]));

    /** @param {string} name */
    function column(name) {
      if (name === "description") return notes.cuts[view.cut] || [];
      const type = fields.get(name)?.type;
      return notes.columns[`=${name}:${type}`] || notes.columns[`=${name}`] || [];
    }

    /** @param {number} entry */
    function categoriesOf(entry) {
      const ids = notes.columns.categories?.[numbers[entry]] || [];
      return ids.map((/** @type {number} */ id) => notes.categories[id]);
    }

    /**
     * @param {string} name
     * @param {number} entry
     */
    function shown(name, entry) {
      const value = column(name)[numbers[entry]] ?? null;
      if (value === null || fields.get(name)?.type !== "date") return value;
      const text = notes.dates[view.dates]?.[value];
      return text === undefined ? [null, value] : [value, text];
    }

    /**
     * Give what drawing an entry takes.
     * @param {number} entry its place in the listing's own order
     */
    function record(entry) {
      /** @type {Record<string, any>} */
      const values = {};
      for (const name of [...fields.keys(), "title"]) values[name] = shown(name, entry);
      return {
        url: notes.columns.url[numbers[entry]] || "",
        image: notes.columns.image?.[numbers[entry]] ?? null,
        alt: notes.columns.alt?.[numbers[entry]] ?? "",
        draft: notes.columns.draft?.[numbers[entry]] ?? null,
        categories: categoriesOf(entry).map((/** @type {any} */ [name, url]) => [name, url]),
        values,
      };
    }

    /**
     * Give the texts of an entry that the filter searches, as they are shown.
     * @param {number} entry
     */
    function texts(entry) {
      return view.searched.map((/** @type {string} */ name) => {
        if (name === "categories") return categoriesOf(entry).map((/** @type {any} */ c) => c[0]).join(", ");
        const value = shown(name, entry);
        if (value === null) return "";
        if (fields.get(name)?.type === "date") return value[1];
        if (fields.get(name)?.type === "minutes") return fields.get(name).pattern.replace("{n}", String(value));
        if (name === "title" || name === "description") return plain(value);
        return Array.isArray(value) ? value.join(", ") : String(value);
      });
    }

    /**
     * Give the values of a field to sort by; null where an entry has none.
     * @param {string} name
     * @returns {(string | number | null)[]}
     */
    function sortable(name) {
      const cells = column(name);
      return numbers.map((number, entry) => {
        if (name === "categories") {
          return categoriesOf(entry).map((/** @type {any} */ c) => c[0]).join(", ") || null;
        }
        const value = cells[number] ?? null;
        if (value === null || typeof value === "number") return value;
        if (fields.get(name)?.type === "date") return moment(value);
        return name === "title" || name === "description" ? plain(value) : String(value);
      });
    }

    /** @param {number} entry */
    function paths(entry) {
      return [...new Set(categoriesOf(entry).flatMap((/** @type {any} */ category) => category[2]))];
    }

    return { count: numbers.length, allPaths: notes.paths, texts: notes.texts, record, searched: texts, sortable, paths };
  }

  const data = { open };
  global.sphinxWikiListingData = data;
  if (typeof module !== "undefined") module.exports = data;
})(/** @type {any} */ (globalThis));
