// @ts-check
// Draws Mermaid's diagrams from their source in the page, each when it comes near the view, in
// light or dark as the page. The library is loaded with the first diagram that is seen.
(function () {
  "use strict";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = own.src.slice(0, own.src.lastIndexOf("/") + 1);
  const AHEAD = "600px";
  // A wide diagram shrinks by this much at most, and then scrolls: its words stay readable.
  const SMALLEST = 0.6;
  const COLOURS = ["#5b93e0", "#e58a55", "#4fb38a", "#c679b0", "#d3b24a", "#72b9d5", "#e07a89", "#a196de", "#9aa75c", "#bd9277", "#7f9fb5", "#b0a8a0"];
  const INK = "#101418";

  /** @type {Promise<any> | undefined} */
  let loading;
  let count = 0;
  // Mermaid has one configuration, so one diagram is drawn after the other.
  let queue = Promise.resolve();

  function load() {
    loading ||= new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = base + "mermaid.min.js";
      script.onload = () => done(/** @type {any} */ (window).mermaid);
      script.onerror = () => fail(new Error(`cannot load ${script.src}`));
      document.head.append(script);
    });
    return loading;
  }

  function isDark() {
    const theme = document.documentElement.dataset.theme || document.body.dataset.theme;
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** The page's colours, as Mermaid can read them. */
  function colours() {
    const style = getComputedStyle(document.body);
    const brush = document.createElement("canvas").getContext("2d");
    /** @param {string} name @param {string} light @param {string} dark */
    const colour = (name, light, dark) => {
      const own = isDark() ? dark : light;
      if (!brush) return own;
      brush.fillStyle = own;
      brush.fillStyle = style.getPropertyValue(name).trim() || own;
      return String(brush.fillStyle).startsWith("#") ? String(brush.fillStyle) : own;
    };
    const back = colour("--pst-color-background", "#fdfdfc", "#14181d");
    const text = colour("--pst-color-text-base", "#23272e", "#dfe3e8");
    const surface = colour("--pst-color-surface", "#f4f4f2", "#1d2228");
    const muted = colour("--pst-color-text-muted", "#57606a", "#98a1ac");
    const accent = colour("--pst-color-primary", "#2563a8", "#7fb2ee");
    /** @type {Record<string, string | boolean | object>} */
    const found = {
      darkMode: isDark(),
      background: back,
      primaryColor: surface,
      primaryTextColor: text,
      primaryBorderColor: accent,
      secondaryColor: surface,
      tertiaryColor: surface,
      secondaryTextColor: text,
      tertiaryTextColor: text,
      lineColor: muted,
      textColor: text,
      titleColor: text,
      edgeLabelBackground: back,
      clusterBkg: back,
      clusterBorder: muted,
      noteBkgColor: surface,
      noteTextColor: text,
      noteBorderColor: muted,
      sectionBkgColor: surface,
      sectionBkgColor2: surface,
      altSectionBkgColor: back,
      gridColor: muted,
      taskBkgColor: COLOURS[0],
      taskBorderColor: COLOURS[0],
      activeTaskBkgColor: COLOURS[4],
      activeTaskBorderColor: COLOURS[4],
      doneTaskBkgColor: COLOURS[10],
      doneTaskBorderColor: COLOURS[10],
      critBkgColor: COLOURS[6],
      critBorderColor: COLOURS[6],
      taskTextColor: INK,
      taskTextDarkColor: INK,
      taskTextLightColor: INK,
      taskTextOutsideColor: text,
      pieSectionTextColor: INK,
      pieTitleTextColor: text,
      pieLegendTextColor: text,
      pieStrokeColor: back,
      pieOuterStrokeColor: back,
      pieOpacity: "1",
      archEdgeColor: muted,
      archEdgeArrowColor: muted,
      archGroupBorderColor: muted,
      xyChart: {
        backgroundColor: back,
        plotColorPalette: COLOURS.join(","),
        titleColor: text,
        ...Object.fromEntries(
          ["xAxis", "yAxis"].flatMap((axis) => [
            [`${axis}LabelColor`, text],
            [`${axis}TitleColor`, text],
            [`${axis}TickColor`, muted],
            [`${axis}LineColor`, muted],
          ]),
        ),
      },
    };
    COLOURS.forEach((each, index) => {
      found[`cScale${index}`] = each;
      found[`cScaleLabel${index}`] = INK;
      found[`pie${index + 1}`] = each;
      found[`git${index}`] = each;
      found[`gitBranchLabel${index}`] = INK;
    });
    return found;
  }

  function settings() {
    return {
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      theme: "base",
      themeVariables: colours(),
      fontFamily: getComputedStyle(document.body).fontFamily,
    };
  }

  /** @param {HTMLElement} box @param {string} source @param {string} message */
  function showFault(box, source, message) {
    const fault = document.createElement("div");
    fault.className = "wiki-diagram-fault";
    const said = document.createElement("p");
    said.textContent = JSON.parse(box.dataset.words || "{}").failed || "";
    const why = document.createElement("pre");
    why.textContent = message;
    const code = document.createElement("pre");
    code.textContent = source;
    fault.append(said, why, code);
    for (const part of [why, code]) part.tabIndex = 0;
    replace(box, fault);
  }

  /** @param {HTMLElement} box @param {HTMLElement} drawn */
  function replace(box, drawn) {
    box.querySelector(".wiki-diagram-drawn, .wiki-diagram-fault")?.remove();
    box.style.minHeight = "0";
    box.append(drawn);
  }

  /** @param {HTMLElement} box */
  async function draw(box) {
    const source = JSON.parse(box.querySelector("script")?.textContent || '""');
    try {
      const mermaid = await load();
      mermaid.initialize(settings());
      const id = `wiki-diagram-${(count += 1)}`;
      const { svg } = await mermaid.render(id, source);
      const drawn = document.createElement("div");
      drawn.className = "wiki-diagram-drawn";
      drawn.innerHTML = svg;
      replace(box, drawn);
      const picture = drawn.querySelector("svg");
      const natural = parseFloat(picture?.style.maxWidth || "0");
      if (picture) picture.style.minWidth = `${natural * SMALLEST}px`;
      if (drawn.scrollWidth > drawn.clientWidth) drawn.tabIndex = 0;
    } catch (error) {
      // What Mermaid began to measure stays in the page otherwise.
      document.getElementById(`dwiki-diagram-${count}`)?.remove();
      showFault(box, source, error instanceof Error ? error.message : String(error));
    }
    box.dataset.drawn = isDark() ? "dark" : "light";
  }

  /** @param {HTMLElement} box */
  function later(box) {
    queue = queue.then(() => draw(box));
    return queue;
  }

  function start() {
    const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".wiki-diagram")]);
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          seen.unobserve(entry.target);
          later(/** @type {HTMLElement} */ (entry.target));
        }
      },
      { rootMargin: AHEAD },
    );
    for (const box of boxes) seen.observe(box);
    const recolour = () => {
      const mode = isDark() ? "dark" : "light";
      for (const box of boxes) if (box.dataset.drawn && box.dataset.drawn !== mode) later(box);
    };
    // A diagram that nobody scrolled to is on paper too.
    addEventListener("beforeprint", () => boxes.forEach((box) => box.dataset.drawn || later(box)));
    new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    new MutationObserver(recolour).observe(document.body, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  }

  start();
})();
