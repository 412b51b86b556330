// @ts-check
// Formulas: the TeX in elements of class `math`, drawn by KaTeX in the reader's browser.
// Without scripts the TeX stays, readable.
(function () {
  "use strict";

  /** @type {Map<string, string>} */
  const drawn = new Map();
  // KaTeX numbers these by itself, and lacks the last three; Sphinx has its own numbers.
  const STARRED = /\\(begin|end)\{(equation|align|alignat|gather)\}/g;
  /** @type {Record<string, string>} */
  const STAND_INS = { multline: "gather*", eqnarray: "align*", flalign: "align*" };
  const MISSING = /\\(begin|end)\{(multline|eqnarray|flalign)\*?\}/g;
  const PIECE = /\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]|(\\begin\{(\w+\*?)\}[\s\S]+\\end\{\4\})/g;

  /** Macros of the page: those in MathJax's settings, and those a formula defines. */
  function pageMacros() {
    /** @type {Record<string, string>} */
    const macros = {};
    const declared = /** @type {any} */ (window).MathJax?.tex?.macros || {};
    for (const [name, value] of Object.entries(declared)) {
      const body = Array.isArray(value) ? value[0] : value;
      if (typeof body === "string") macros[`\\${name}`] = body;
    }
    return macros;
  }
  const macros = pageMacros();

  /** @param {string} tex */
  function prepare(tex) {
    return tex
      .replace(/\\label\{[^}]*\}/g, "")
      .replace(STARRED, "\\$1{$2*}")
      .replace(MISSING, (_, edge, name) => `\\${edge}{${STAND_INS[name]}}`)
      .trim();
  }

  /**
   * @param {string} tex
   * @param {boolean} displayMode
   */
  function html(tex, displayMode) {
    const key = (displayMode ? "[" : "(") + tex;
    let result = drawn.get(key);
    if (result === undefined) {
      const katex = /** @type {any} */ (window).katex;
      result = /** @type {string} */ (
        katex.renderToString(prepare(tex), {
          displayMode,
          macros,
          globalGroup: true,
          output: "htmlAndMathml",
          strict: false,
          throwOnError: false,
          trust: false,
        })
      );
      drawn.set(key, result);
    }
    return result;
  }

  /**
   * Draw the TeX of one text node, and leave what stands beside it, such as a number.
   * @param {Text} node
   */
  function drawText(node) {
    const pieces = [...node.data.matchAll(PIECE)];
    if (!pieces.length) return;
    const holder = document.createElement("template");
    holder.innerHTML = pieces
      .map(([, inline, display, environment]) => html(inline ?? display ?? environment, inline === undefined))
      .join("");
    node.replaceWith(holder.content);
  }

  /**
   * Draw all formulas in *element*.
   * @param {Element} element
   */
  function draw(element) {
    // A page may have a listing without formulas, and so no KaTeX.
    if (!(/** @type {any} */ (window).katex)) return;
    const maths = /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".math:not([data-drawn])")]);
    for (const math of maths) {
      math.dataset.drawn = "";
      for (const node of [...math.childNodes]) if (node instanceof Text) drawText(node);
    }
    // Only measured when all is drawn, so that the page is laid out once.
    const wide = maths.filter(isWide);
    for (const math of wide) makeScroll(math);
  }

  /** @param {HTMLElement} math */
  function isWide(math) {
    const display = math.querySelector(".katex-display");
    if (display) return display.scrollWidth > display.clientWidth;
    const line = math.closest("p, li, td, th, dd, dt, figcaption, div, section");
    if (!line) return false;
    return [...math.querySelectorAll(".katex-base")].some((base) => base.scrollWidth > line.clientWidth);
  }

  /**
   * Let the keyboard reach what scrolls.
   * @param {HTMLElement} math
   */
  function makeScroll(math) {
    const display = /** @type {HTMLElement | null} */ (math.querySelector(".katex-display"));
    if (!display) math.classList.add("wiki-math-wide");
    (display || math).tabIndex = 0;
  }

  /** @type {any} */ (window).sphinxWikiMath = draw;
  draw(document.body);
})();
