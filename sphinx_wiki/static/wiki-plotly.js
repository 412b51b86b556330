// @ts-check
// Draws Plotly's figures from the data in the page, each when it comes into view, in the
// colours of the page. The library is loaded with the first figure that is seen.
(function () {
  "use strict";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = own.src.slice(0, own.src.lastIndexOf("/") + 1);
  const AHEAD = "400px";
  const NARROW = 560;
  const CHARACTER = 8.5;
  const COLOURS = ["#3b7dd8", "#e06c2b", "#2f9e6e", "#b5569b", "#c9a227", "#5aa9c9", "#d6546a", "#8a7bd1"];

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** @param {string} name */
  function load(name) {
    let promise = loaded.get(name);
    if (!promise) {
      promise = new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = base + name;
        script.onload = () => done();
        script.onerror = () => fail(new Error(`cannot load ${script.src}`));
        document.head.append(script);
      });
      loaded.set(name, promise);
    }
    return promise;
  }

  function isDark() {
    const theme = document.documentElement.dataset.theme || document.body.dataset.theme;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** What a figure looks like that chose nothing itself: as the page around it. */
  function template() {
    const style = getComputedStyle(document.body);
    /** @param {string} name @param {string} light @param {string} dark */
    const colour = (name, light, dark) => style.getPropertyValue(name).trim() || (isDark() ? dark : light);
    const text = colour("--pst-color-text-base", "#23272e", "#dfe3e8");
    const line = colour("--pst-color-border", "#dfe0dd", "#3a4048");
    const surface = colour("--pst-color-surface", "#f4f4f2", "#1d2228");
    const none = "rgba(0,0,0,0)";
    const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, tickcolor: line, automargin: true };
    const solid = { ...axis, backgroundcolor: none, showbackground: false };
    return {
      layout: {
        colorway: COLOURS,
        paper_bgcolor: none,
        plot_bgcolor: none,
        font: { color: text, family: style.fontFamily, size: 13 },
        title: { x: 0.02, xanchor: "left", font: { size: 16 } },
        margin: { l: 56, r: 24, t: 56, b: 48 },
        xaxis: axis,
        yaxis: axis,
        scene: { xaxis: solid, yaxis: solid, zaxis: solid },
        polar: { bgcolor: none, angularaxis: axis, radialaxis: axis },
        ternary: { bgcolor: none, aaxis: axis, baxis: axis, caxis: axis },
        geo: { bgcolor: none, landcolor: surface, lakecolor: none, showlakes: true, subunitcolor: line, countrycolor: line, coastlinecolor: line, framecolor: line },
        legend: { bgcolor: none },
        hoverlabel: { bgcolor: surface, bordercolor: line, font: { color: text } },
        updatemenudefaults: { bgcolor: surface, bordercolor: line, font: { color: text } },
        sliderdefaults: { bgcolor: line, bordercolor: line, tickcolor: line },
        annotationdefaults: { arrowcolor: text },
        colorscale: { sequential: "Viridis", sequentialminus: "Viridis", diverging: "RdBu" },
        coloraxis: { colorbar: { outlinewidth: 0 } },
      },
    };
  }

  /** @param {string} text @param {number} length */
  function wrapped(text, length) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines.length - 1;
      if (lines[last] && lines[last].length + word.length > length) lines.push(word);
      else lines[last] += (lines[last] && " ") + word;
    }
    return lines.join("<br>");
  }

  /**
   * On a phone the legend goes below and the title into lines, where the figure left that open.
   * @param {any} layout
   * @param {number} width
   */
  function fit(layout, width) {
    if (width > NARROW) return;
    const legend = layout.legend || {};
    if (!["x", "y", "orientation"].some((key) => key in legend)) {
      layout.legend = { ...legend, orientation: "h", x: 0, y: -0.22, yanchor: "top" };
    }
    const title = typeof layout.title === "string" ? { text: layout.title } : layout.title;
    if (title && title.text && !/[<$]/.test(title.text)) {
      const text = wrapped(title.text, width / CHARACTER);
      layout.title = { ...title, text, font: { size: 14, ...title.font }, automargin: true, yref: "container", y: 0.97, yanchor: "top" };
    }
  }

  /** @param {HTMLElement} box */
  async function draw(box) {
    const source = box.querySelector("script");
    if (!source) return;
    const figure = JSON.parse(source.textContent || "{}");
    await load("plotly.min.js");
    if ("geo" in box.dataset) await load("wiki-countries.js");
    const plotly = /** @type {any} */ (window).Plotly;
    const layout = figure.layout;
    delete layout.width;
    delete layout.height;
    layout.autosize = true;
    if (!("own" in box.dataset)) layout.template = template();
    fit(layout, box.clientWidth);
    const target = document.createElement("div");
    target.className = "wiki-plotly-drawn";
    box.append(target);
    const config = { displaylogo: false, responsive: false, ...figure.config };
    await plotly.newPlot(target, { data: figure.data, layout, config, frames: figure.frames });
    new ResizeObserver(() => plotly.Plots.resize(target)).observe(box);
  }

  function recolour() {
    const plotly = /** @type {any} */ (window).Plotly;
    for (const target of document.querySelectorAll(".wiki-plotly:not([data-own]) > .wiki-plotly-drawn")) {
      if (target.classList.contains("js-plotly-plot")) plotly.relayout(target, { template: template() });
    }
  }

  function start() {
    const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".wiki-plotly")]);
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          seen.unobserve(entry.target);
          draw(/** @type {HTMLElement} */ (entry.target)).catch((error) => console.error(error));
        }
      },
      { rootMargin: AHEAD },
    );
    for (const box of boxes) seen.observe(box);
    // A figure that nobody scrolled to is on paper too.
    addEventListener("beforeprint", () => boxes.forEach((box) => box.querySelector(".wiki-plotly-drawn") || draw(box)));
    new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    new MutationObserver(recolour).observe(document.body, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  }

  start();
})();
