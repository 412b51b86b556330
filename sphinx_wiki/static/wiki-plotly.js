// @ts-check
// Draws Plotly's figures from the data in the page, each when it comes into view, in the
// colours of the page. The library is loaded with the first figure that is seen.
(function () {
  "use strict";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = own.src.slice(0, own.src.lastIndexOf("/") + 1);
  // The smallest build that draws the figures of this page.
  const LIBRARY = own.dataset.library || "plotly.min.js";
  const AHEAD = "400px";
  const NARROW = 560;
  const CHARACTER = 8.5;
  const COLOURS = ["#3b7dd8", "#e06c2b", "#2f9e6e", "#b5569b", "#c9a227", "#5aa9c9", "#d6546a", "#8a7bd1", "#7f8c3a", "#a9745b"];
  // Plotly Express writes the colours of Plotly's own template into the data.
  const PLOTLY = ["#636efa", "#ef553b", "#00cc96", "#ab63fa", "#ffa15a", "#19d3f3", "#ff6692", "#b6e880", "#ff97ff", "#fecb52"];
  const VIRIDIS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];
  const SCALED = ["heatmap", "surface", "contour", "histogram2d", "histogram2dcontour", "isosurface", "volume", "choropleth"];

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
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** What a figure looks like that chose nothing itself: as the page around it. */
  function template() {
    const style = getComputedStyle(document.body);
    /** @param {string} name @param {string} light @param {string} dark */
    const colour = (name, light, dark) => style.getPropertyValue(name).trim() || (isDark() ? dark : light);
    const text = colour("--pst-color-text-base", "#23272e", "#dfe3e8");
    const line = colour("--pst-color-border", "#dfe0dd", "#3a4048");
    const surface = colour("--pst-color-surface", "#f4f4f2", "#1d2228");
    const muted = colour("--pst-color-text-muted", "#57606a", "#98a1ac");
    const none = "rgba(0,0,0,0)";
    const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, tickcolor: line, automargin: true };
    const solid = { ...axis, nticks: 6, backgroundcolor: none, showbackground: false };
    const scale = VIRIDIS.map((step, index) => [index / (VIRIDIS.length - 1), step]);
    const scaled = [{ colorscale: scale, colorbar: { outlinewidth: 0, ticks: "" } }];
    return {
      data: Object.fromEntries(SCALED.map((kind) => [kind, scaled])),
      layout: {
        colorway: COLOURS,
        paper_bgcolor: none,
        plot_bgcolor: none,
        font: { color: text, family: style.fontFamily, size: 13 },
        title: { x: 0.02, xanchor: "left", font: { size: 16 } },
        margin: { l: 56, r: 24, t: 56, b: 48 },
        xaxis: axis,
        yaxis: axis,
        scene: { xaxis: solid, yaxis: solid, zaxis: solid, camera: { eye: { x: 1.5, y: 1.5, z: 1.1 }, center: { x: 0, y: 0, z: -0.15 } } },
        polar: { bgcolor: none, angularaxis: axis, radialaxis: axis },
        ternary: { bgcolor: none, aaxis: axis, baxis: axis, caxis: axis },
        geo: { bgcolor: none, showland: true, landcolor: surface, lakecolor: none, showlakes: true, subunitcolor: line, countrycolor: line, coastlinecolor: line, framecolor: line },
        legend: { bgcolor: none },
        hoverlabel: { bgcolor: surface, bordercolor: line, font: { color: text } },
        updatemenudefaults: { bgcolor: surface, bordercolor: line, font: { color: text } },
        sliderdefaults: { bgcolor: line, bordercolor: line, tickcolor: line },
        annotationdefaults: { arrowcolor: text },
        modebar: { bgcolor: none, color: muted, activecolor: text },
        colorscale: { sequential: scale, sequentialminus: scale, diverging: "RdBu" },
        coloraxis: { colorbar: { outlinewidth: 0, ticks: "" } },
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
   * Legend and scale beside the figure leave it no room on a phone: they go below it, or
   * above where controls are below.
   * @param {any} figure
   */
  function clearSides({ data, layout }) {
    const above = Boolean((layout.sliders || []).length || (layout.updatemenus || []).length);
    const place = above ? { y: 1.02, yanchor: "bottom" } : { y: -0.28, yanchor: "top" };
    const legend = layout.legend || {};
    if (above) layout.margin = { t: 128, ...layout.margin };
    if (!["x", "y", "orientation"].some((key) => key in legend)) {
      layout.legend = { ...legend, orientation: "h", x: 0, ...place };
    }
    const bar = { orientation: "h", x: 0.5, xanchor: "center", len: 1, thickness: 12, ...place, y: above ? 1.02 : -0.28 };
    const axes = Object.keys(layout).filter((key) => /^coloraxis\d*$/.test(key));
    for (const key of axes) layout[key] = { ...layout[key], colorbar: { ...bar, ...layout[key].colorbar } };
    const own = data.filter((/** @type {any} */ trace) => SCALED.includes(trace.type) && !trace.coloraxis);
    if (own.length === 1 && !axes.length) own[0].colorbar = { ...bar, ...own[0].colorbar };
  }

  /**
   * On a phone the title goes into lines and the sides are cleared, where the figure left that open.
   * @param {any} figure
   * @param {number} width
   */
  function fit(figure, width) {
    if (width > NARROW) return;
    clearSides(figure);
    const layout = figure.layout;
    for (const key of Object.keys(layout).filter((each) => /^scene\d*$/.test(each))) {
      const eye = (layout[key].camera || {}).eye;
      // Farther away, so that the sides of the scene are in the picture.
      if (eye) for (const axis of ["x", "y", "z"]) eye[axis] *= 1.35;
    }
    const title = typeof layout.title === "string" ? { text: layout.title } : layout.title;
    if (title && title.text && !/[<$]/.test(title.text)) {
      const text = wrapped(title.text, width / CHARACTER);
      layout.title = { ...title, text, font: { size: 14, ...title.font }, automargin: true, yref: "container", y: 0.97, yanchor: "top" };
    }
  }

  /** The task of the figure that is drawn last. */
  let last = Promise.resolve();

  /** Wait for a task of one's own: between two figures the page answers. */
  function turn() {
    last = last.then(() => new Promise((done) => setTimeout(done)));
    return last;
  }

  /**
   * @param {HTMLElement} box
   * @param {() => Promise<void>} [wait] for what, when the library is there
   */
  async function draw(box, wait = turn) {
    const source = box.querySelector("script");
    if (!source) return;
    const own = "own" in box.dataset;
    const read = () => {
      const text = source.textContent || "{}";
      const figure = JSON.parse(own ? text : text.replace(/"#[0-9a-f]{6}"/gi, wikis));
      delete figure.layout.width;
      delete figure.layout.height;
      figure.layout.autosize = true;
      if (!own) figure.layout.template = template();
      fit(figure, box.clientWidth);
      return figure;
    };
    await load(LIBRARY);
    if ("geo" in box.dataset) await load("wiki-countries.js");
    await wait();
    // It was printed meanwhile.
    if (box.querySelector(".wiki-plotly-drawn")) return;
    const plotly = /** @type {any} */ (window).Plotly;
    const target = document.createElement("div");
    target.className = "wiki-plotly-drawn";
    box.append(target);
    const { data, layout, frames, config } = read();
    const settings = { displaylogo: false, responsive: false, ...config };
    await plotly.newPlot(target, { data, layout, frames, config: settings });
    if (layout.sliders || layout.updatemenus) {
      await load("wiki-plotly-keys.js");
      /** @type {any} */ (window).wikiPlotlyKeys(target);
    }
    let narrow = box.clientWidth <= NARROW;
    new ResizeObserver(() => {
      if (!box.clientWidth) return;
      if (narrow === box.clientWidth <= NARROW) return plotly.Plots.resize(target);
      narrow = !narrow;
      const again = read();
      plotly.react(target, again.data, again.layout, settings);
    }).observe(box);
  }

  /** The wiki's colour in the place of one of Plotly's. @param {string} quoted */
  function wikis(quoted) {
    const place = PLOTLY.indexOf(quoted.slice(1, -1).toLowerCase());
    return place < 0 ? quoted : `"${COLOURS[place]}"`;
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
    // A figure that nobody scrolled to is on paper too; browsers print before another task.
    addEventListener("beforeprint", () => boxes.forEach((box) => draw(box, () => Promise.resolve())));
    new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    new MutationObserver(recolour).observe(document.body, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  }

  start();
})();
