// @ts-check
// Buttons, menus and sliders inside Plotly's figures, for those who use the keyboard
// or hear the page: Plotly draws them as shapes that only a mouse can reach.
(function () {
  "use strict";

  const NAMES = /** @type {Record<string, string>} */ ({ "▶": "Play", "◼": "Pause", "■": "Pause" });

  /** @param {Element} button */
  function wireButton(button) {
    if (button.hasAttribute("tabindex")) return;
    const words = (button.textContent || "").trim();
    button.setAttribute("tabindex", "0");
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", NAMES[words] || words);
    button.addEventListener("keydown", (event) => {
      const key = /** @type {KeyboardEvent} */ (event).key;
      if (key !== "Enter" && key !== " ") return;
      event.preventDefault();
      button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
  }

  /** @param {any} target @param {number} index @param {number} step */
  async function move(target, index, step) {
    const plotly = /** @type {any} */ (window).Plotly;
    const { method, args = [] } = target.layout.sliders[index].steps[step];
    await plotly.relayout(target, { [`sliders[${index}].active`]: step });
    if (method && method !== "skip") await plotly[method](target, ...args);
  }

  /** @param {any} target @param {Element} slider @param {number} index */
  function wireSlider(target, slider, index) {
    const { steps = [], active = 0, currentvalue } = target._fullLayout.sliders[index];
    const prefix = currentvalue && currentvalue.prefix;
    slider.setAttribute("aria-valuemax", String(steps.length - 1));
    slider.setAttribute("aria-valuenow", String(active));
    slider.setAttribute("aria-valuetext", String((steps[active] || {}).label || active + 1));
    if (slider.hasAttribute("tabindex")) return;
    slider.setAttribute("tabindex", "0");
    slider.setAttribute("role", "slider");
    slider.setAttribute("aria-valuemin", "0");
    slider.setAttribute("aria-label", (prefix || "").replace(/[\s:=]+$/, "") || "Step");
    slider.addEventListener("keydown", (event) => {
      const now = target._fullLayout.sliders[index];
      const last = now.steps.length - 1;
      /** @type {Record<string, number>} */
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -last, End: last };
      const by = steps[/** @type {KeyboardEvent} */ (event).key];
      if (!by) return;
      event.preventDefault();
      move(target, index, Math.min(last, Math.max(0, now.active + by)));
    });
  }

  /** @param {any} target a figure that was drawn */
  function wire(target) {
    const wireAll = () => {
      target.querySelectorAll(".updatemenu-button, .updatemenu-header").forEach(wireButton);
      target.querySelectorAll(".slider-group").forEach((/** @type {Element} */ each, /** @type {number} */ index) => wireSlider(target, each, index));
    };
    for (const event of ["plotly_afterplot", "plotly_sliderchange", "plotly_buttonclicked", "plotly_animatingframe"]) target.on(event, wireAll);
    wireAll();
  }

  /** @type {any} */ (window).wikiPlotlyKeys = wire;
})();
