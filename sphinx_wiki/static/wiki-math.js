// @ts-check
// Formulas: the TeX in elements of class `math`, drawn by KaTeX in the reader's browser.
// Without scripts the TeX stays, readable.
(function () {
  "use strict";

  // How many heights of the window are drawn before the page is first painted.
  const AHEAD = 1.5;
  // Milliseconds for which formulas are drawn before the page is painted again.
  const PIECE = 12;
  const MARKED = /^\s*\\([(\[])([\s\S]*)\\[)\]]\s*$/;
  // Commands in use that KaTeX lacks, by the nearest it has.
  const STAND_INS = {
    "\\DeclareMathOperator": "\\@ifnextchar*{\\@operator@star}{\\@operator}",
    "\\@operator": "\\gdef#1{\\operatorname{#2}}",
    "\\@operator@star": "\\@firstoftwo{\\@operator@limits}{#1}",
    "\\@operator@limits": "\\gdef#1{\\operatorname*{#2}}",
    "\\ensuremath": "#1",
    "\\iiiint": "\\int\\!\\!\\iiint",
    "\\intertext": "\\text{#1}\\\\",
    "\\mathbbm": "\\mathbb{#1}",
    "\\mathds": "\\mathbb{#1}",
    "\\mbox": "\\text{#1}",
    "\\nicefrac": "{#1}/{#2}",
    "\\require": "\\@firstoftwo{}{#1}",
    "\\sfrac": "{#1}/{#2}",
    "\\shoveleft": "#1",
    "\\shoveright": "#1",
    "\\textsc": "\\text{#1}",
  };
  const { macros: declared = "{}", fault: fault = "" } = document.currentScript?.dataset ?? {};
  // Shared by all formulas of the page: what one defines, those after it can use.
  const macros = readMacros(JSON.parse(declared));
  /** @type {Map<string, string>} */
  const drawn = new Map();

  /**
   * Give the macros of conf.py as KaTeX takes them.
   * @param {Record<string, [string, number, string | null]>} given
   */
  function readMacros(given) {
    const own = Object.entries(given).map(([name, [body, count, first]]) => [
      `\\${name}`,
      first === null ? body : (/** @type {any} */ context) => expand(context, body, count, first),
    ]);
    return { ...STAND_INS, ...Object.fromEntries(own) };
  }

  /**
   * Give what a macro whose first argument can be left out stands for; KaTeX has none such.
   * @param {any} context
   * @param {string} body
   * @param {number} count
   * @param {string} first
   */
  function expand(context, body, count, first) {
    context.consumeSpaces();
    if (context.future().text === "[") {
      context.popToken();
      const inside = [];
      for (let token = context.popToken(); !["]", "EOF"].includes(token.text); token = context.popToken())
        inside.push(token);
      first = written(inside);
    }
    const others = context.consumeArgs(count - 1).map((/** @type {any[]} */ each) => written([...each].reverse()));
    return body.replace(/#([1-9])/g, (_, number) => [first, ...others][number - 1] ?? "");
  }

  /** @param {{text: string}[]} tokens */
  function written(tokens) {
    return tokens.map(({ text }) => (/^\\[a-zA-Z]+$/.test(text) ? `${text} ` : text)).join("");
  }

  /**
   * The words of a link are shown; what else KaTeX asks about is not.
   * @param {{command: string}} asked
   */
  function trust({ command }) {
    return ["\\href", "\\url"].includes(command);
  }

  /**
   * Give the HTML of one formula.
   * @param {string} tex
   * @param {boolean} displayMode
   */
  function html(tex, displayMode) {
    const katex = /** @type {any} */ (window).katex;
    // The same formula stands in a note, in a listing and in a sentence that links.
    const key = `${displayMode} ${tex}`;
    let result = drawn.get(key);
    if (result === undefined) {
      try {
        result = String(katex.renderToString(tex, { displayMode, macros, globalGroup: true, strict: false, trust }));
      } catch (error) {
        return shownAsTex(tex, error);
      }
      // What defines a macro, or could follow a change of one, is drawn each time.
      if (!/\\([egx]?def|(re|provide)?newcommand|let|DeclareMathOperator)/.test(tex)) drawn.set(key, result);
      else drawn.clear();
    }
    return result;
  }

  /**
   * @param {string} tex
   * @param {any} error
   */
  function shownAsTex(tex, error) {
    const code = document.createElement("code");
    code.className = "katex-error";
    code.textContent = tex.trim();
    code.title = `${fault} ${error.message}`.trim();
    const told = document.createElement("span");
    told.className = "wiki-hidden";
    told.textContent = ` (${fault})`;
    if (fault) code.append(told);
    return code.outerHTML;
  }

  /**
   * Draw the TeX of one text node, and leave what stands beside it, such as a number.
   * @param {Text} node
   */
  function drawText(node) {
    const found = MARKED.exec(node.data);
    if (!found) return;
    const holder = document.createElement("template");
    holder.innerHTML = html(found[2], found[1] === "[");
    // Screen readers are not given these: a link there could be reached and not be known.
    for (const link of holder.content.querySelectorAll(".katex-html a")) link.replaceWith(...link.childNodes);
    keepNumbers(holder.content);
    node.replaceWith(holder.content);
  }

  /**
   * Put the rows in a box of their own, so that they scroll and their numbers stay.
   * @param {DocumentFragment} formula
   */
  function keepNumbers(formula) {
    const numbers = formula.querySelector(".katex-display > .katex > .katex-html > .katex-tag");
    if (!numbers?.parentElement) return;
    const rows = document.createElement("span");
    rows.className = "wiki-math-rows";
    const whole = numbers.parentElement;
    rows.append(...[...whole.childNodes].filter((each) => each !== numbers));
    whole.prepend(rows);
    whole.classList.add("wiki-math-numbered");
  }

  /** @param {Element} element */
  function undrawn(element) {
    return /** @type {HTMLElement[]} */ ([...element.querySelectorAll(".math:not([data-drawn])")]);
  }

  /** @param {HTMLElement} math */
  function drawOne(math) {
    math.dataset.drawn = "";
    for (const node of [...math.childNodes]) if (node instanceof Text) drawText(node);
  }

  /**
   * Draw all formulas in *element*.
   * @param {Element} element
   */
  function draw(element) {
    // A page may have a listing without formulas, and so no KaTeX.
    if (!(/** @type {any} */ (window).katex)) return;
    const maths = undrawn(element);
    maths.forEach(drawOne);
    // Only measured when all is drawn, so that the page is laid out once.
    measure(maths);
  }

  /**
   * Draw the formulas of the page: first what is seen at its top, then the rest in pieces,
   * between which the page is painted and answers. All in the order of the page, as what one
   * formula defines those after it use.
   */
  function drawPage() {
    const visit = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);
    // What is drawn above moves what is seen, unless it is all drawn before.
    if (location.hash || scrollY || visit?.type !== "navigate") return draw(document.body);
    if (!(/** @type {any} */ (window).katex)) return;
    const maths = undrawn(document.body);
    const below = maths.findLastIndex((math) => math.getBoundingClientRect().top < AHEAD * innerHeight) + 1;
    const first = maths.slice(0, below);
    first.forEach(drawOne);
    measure(first);
    const rest = maths.slice(below);
    const piece = () => {
      const end = performance.now() + PIECE;
      const done = [];
      while (rest.length && performance.now() < end) {
        const math = /** @type {HTMLElement} */ (rest.shift());
        // A listing may have drawn its rows anew.
        if (!("drawn" in math.dataset)) drawOne(math);
        done.push(math);
      }
      measure(done);
      if (rest.length) setTimeout(piece);
    };
    if (rest.length) setTimeout(piece);
    addEventListener("beforeprint", () => draw(document.body));
  }

  /**
   * Let what is wider than its line scroll, and the keyboard reach what scrolls.
   * @param {HTMLElement[]} maths
   */
  function measure(maths) {
    const wide = maths.filter(isWide);
    for (const math of wide) {
      const box = scrollBox(math);
      if (!box) math.classList.add("wiki-math-wide");
      // Screen readers are not given the rows; what they are given has the focus.
      const focused = box?.closest(".katex-display") ?? box ?? math;
      /** @type {HTMLElement} */ (focused).tabIndex = 0;
    }
  }

  /** @param {KeyboardEvent} event */
  function scrollRows(event) {
    const by = { ArrowLeft: -40, ArrowRight: 40 }[event.key];
    const rows = event.target instanceof Element ? event.target.querySelector(".wiki-math-rows") : null;
    if (!by || !rows) return;
    rows.scrollBy({ left: by });
    event.preventDefault();
  }

  /** @param {HTMLElement} math */
  function scrollBox(math) {
    return /** @type {HTMLElement | null} */ (
      math.querySelector(".wiki-math-rows") ?? math.querySelector(".katex-display, :scope > .katex-error")
    );
  }

  /** @param {HTMLElement} math */
  function isWide(math) {
    const box = scrollBox(math);
    if (box) return box.scrollWidth > box.clientWidth;
    const line = math.closest("p, li, td, th, dd, dt, figcaption, div, section");
    if (!line) return false;
    return [...math.querySelectorAll(".katex-base")].some((base) => base.scrollWidth > line.clientWidth);
  }

  /** @type {any} */ (window).sphinxWikiMath = draw;
  drawPage();
  const again = () => measure([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".math[data-drawn]"))]);
  // The fonts' own widths are known then.
  document.fonts?.ready.then(again);
  addEventListener("resize", again);
  addEventListener("keydown", scrollRows);
})();
