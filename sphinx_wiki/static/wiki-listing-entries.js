// @ts-check
// One entry of a listing as HTML: the same as sphinx_wiki/html/entries.py draws, with
// the matches of a filter marked.
(function (global) {
  "use strict";

  /**
   * @typedef {string | (string | string[])[]} Spans
   * @typedef {{name: string, label: string, type: string, link: boolean, pattern: string}} FieldView
   * @typedef {{
   *   id: string, key: string, type: string, fields: FieldView[], categories: string | null,
   *   searched: string[], sorts: {key: string, label: string}[],
   *   sorted: string, pageSize: number, total: number, lazy: boolean,
   *   placeholder: string | null, cut: string, dates: string,
   * }} ListingView
   * @typedef {{
   *   url: string, image: string | null, alt: string, draft: string | null,
   *   categories: [string, string | null][],
   *   values: Record<string, any>,
   * }} EntryRecord
   * @typedef {{root: string, words: string[]}} Setting
   *   the way to the root of the site, and the folded words to mark
   */

  const model = typeof require === "function" ? require("./wiki-listing-model.js") : global.sphinxWikiListingModel;
  const PLACED = ["title", "subtitle", "description", "image", "categories"];
  const SPANS = ["title", "description"];
  /** @type {Record<string, string>} */
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

  /** @param {string} text */
  function escape(text) {
    return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]);
  }

  /**
   * @param {string} text
   * @param {string[]} words
   */
  function marked(text, words) {
    let html = "";
    let at = 0;
    for (const [start, end] of model.occurrences(text, words)) {
      html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
      at = end;
    }
    return html + escape(text.slice(at));
  }

  /**
   * @param {Spans} spans
   * @param {string[]} words
   */
  function spansHtml(spans, words) {
    if (typeof spans === "string") return marked(spans, words);
    return spans
      .map((span) => {
        if (typeof span === "string") return marked(span, words);
        const [kind, text] = span;
        if (kind === "math") return `<span class="math notranslate nohighlight">\\(${escape(text)}\\)</span>`;
        return `<${kind}>${marked(text, words)}</${kind}>`;
      })
      .join("");
  }

  /**
   * @param {string} url
   * @param {string} root
   */
  function address(url, root) {
    const scheme = url.includes(":") ? url.split(":", 1)[0] : "";
    return /^[\p{L}\p{N}+]+$/u.test(scheme) || url.startsWith("//") ? url : root + url;
  }

  /**
   * @param {string} value
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function linked(value, record, setting) {
    return record.url ? `<a href="${escape(address(record.url, setting.root))}">${value}</a>` : value;
  }

  /**
   * @param {FieldView} field
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function valueHtml(field, record, { words }) {
    const value = record.values[field.name] ?? null;
    if (value === null) return "";
    if (SPANS.includes(field.name)) return spansHtml(value, words);
    if (field.type === "date" && value[0] === null) return marked(value[1], words);
    if (field.type === "date") return `<time datetime="${escape(value[0])}">${marked(value[1], words)}</time>`;
    if (field.type === "minutes") return escape(field.pattern.replace("{n}", String(value)));
    return marked(Array.isArray(value) ? value.join(", ") : String(value), words);
  }

  /**
   * @param {string} name
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function text(name, record, { words }) {
    const value = record.values[name] ?? null;
    if (value === null) return "";
    return SPANS.includes(name) ? spansHtml(value, words) : marked(String(value), words);
  }

  /**
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function categories(record, { root, words }) {
    const links = record.categories.map(([name, url]) =>
      url
        ? `<a href="${escape(address(url, root))}">${marked(name, words)}</a>`
        : `<span>${marked(name, words)}</span>`,
    );
    return links.length ? `<span class="wiki-entry-categories">${links.join("")}</span>` : "";
  }

  /**
   * @param {ListingView} view
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function image(view, record, { root }) {
    const source = record.image || view.placeholder;
    if (!source || !view.fields.some((field) => field.name === "image")) return "";
    const alt = record.image ? record.alt : "";
    const lazy = view.lazy ? ' loading="lazy"' : "";
    const href = record.url ? ` href="${escape(address(record.url, root))}"` : "";
    const hidden = alt ? "" : ' aria-hidden="true"';
    return (
      `<a class="wiki-entry-image"${href} tabindex="-1"${hidden}>` +
      `<img src="${escape(address(source, root))}" alt="${escape(alt)}" width="144" height="96"${lazy} decoding="async"></a>`
    );
  }

  /** @param {FieldView} field */
  function label(field) {
    if (field.name === "author" || field.type === "minutes") return "";
    return `<span class="wiki-entry-label">${escape(field.label)}</span>`;
  }

  /**
   * @param {FieldView} field
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function fieldHtml(field, record, setting) {
    const value = valueHtml(field, record, setting);
    return value && field.link ? linked(value, record, setting) : value;
  }

  /**
   * @param {ListingView} view
   * @param {EntryRecord} record
   * @param {Setting} setting
   * @param {FieldView | undefined} when
   */
  function about(view, record, setting, when) {
    const shown = view.categories || view.fields.some((field) => field.name === "categories");
    const parts = [shown ? categories(record, setting) : ""];
    for (const field of view.fields) {
      if (PLACED.includes(field.name) || field === when) continue;
      const value = fieldHtml(field, record, setting);
      if (value) parts.push(`<span class="wiki-entry-field">${label(field)}${value}</span>`);
    }
    const html = parts.join("");
    return html && `<div class="wiki-entry-about">${html}</div>`;
  }

  /** @param {EntryRecord} record */
  function draft(record) {
    return record.draft ? ` <span class="wiki-draft">${escape(record.draft)}</span>` : "";
  }

  /**
   * @param {ListingView} view
   * @param {FieldView} field
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function cell(view, field, record, setting) {
    const kind = field.name === "title" ? "title" : field.type;
    let value;
    if (field.name === "image") value = image(view, record, setting);
    else if (field.name === "categories") value = categories(record, setting);
    else value = fieldHtml(field, record, setting) + (kind === "title" ? draft(record) : "");
    return `<td class="wiki-cell-${kind}">${value}</td>`;
  }

  /**
   * Give the list item or table row of *record*.
   * @param {ListingView} view
   * @param {EntryRecord} record
   * @param {Setting} setting
   */
  function entry(view, record, setting) {
    if (view.type === "table") {
      return `<tr>${view.fields.map((field) => cell(view, field, record, setting)).join("")}</tr>`;
    }
    const shows = (/** @type {string} */ name) => view.fields.some((field) => field.name === name);
    const when = view.fields.find((field) => field.type === "date");
    /**
     * @param {string} name
     * @param {string} style
     */
    const line = (name, style) => {
      const words = shows(name) ? text(name, record, setting) : "";
      return words && `<div class="wiki-entry-${style}">${words}</div>`;
    };
    const title = shows("title")
      ? `<div class="wiki-entry-title">${linked(text("title", record, setting), record, setting)}${draft(record)}</div>`
      : "";
    return (
      '<li class="wiki-entry">' +
      (when ? `<div class="wiki-entry-when">${valueHtml(when, record, setting)}</div>` : "") +
      `<div class="wiki-entry-what">${title}${line("subtitle", "subtitle")}${line("description", "summary")}` +
      `${about(view, record, setting, when)}</div>${image(view, record, setting)}</li>`
    );
  }

  const entries = { entry, escape, address };
  global.sphinxWikiListingEntries = entries;
  if (typeof module !== "undefined") module.exports = entries;
})(/** @type {any} */ (globalThis));
