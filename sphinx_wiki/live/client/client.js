// Live preview: loads the page again when it changed, and says what is wrong with the wiki.
// Served, never written into the site.
(() => {
  "use strict";
  const { page, version } = document.currentScript.dataset;
  const STAYS = 8000; // milliseconds that a passing message is shown
  const RETRY = 1000;

  let state = { building: false, problems: [] };
  let leaving = false;
  let gone = false;
  let passing = null;
  let opened = false;

  // A shadow root: the page's styles and ours leave each other alone.
  const host = document.createElement("div");
  host.id = "wiki-live";
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <style>
      :host { all: initial; position: fixed; inset: auto auto 0.75rem 0.75rem; z-index: 2000;
        max-width: min(36rem, calc(100vw - 1.5rem)); font: 0.8125rem/1.45 system-ui, sans-serif; }
      @media print { :host { display: none; } }
      .box { background: #fff; color: #1f2328; border: 1px solid #8c959f; border-radius: 6px;
        box-shadow: 0 2px 8px rgb(0 0 0 / 20%); margin-top: 0.4rem; }
      /* Kept in place: what is read aloud has to be there before its words are. */
      :host .silent { background: none; border-color: transparent; box-shadow: none; }
      .silent [role="status"] { padding: 0; }
      .box[hidden], ul[hidden] { display: none; }
      [role="status"] { padding: 0.25rem 0.6rem; }
      button { all: unset; cursor: pointer; padding: 0.25rem 0.6rem; }
      button:focus-visible, a:focus-visible { outline: 2px solid #0969da; outline-offset: 1px; }
      ul { list-style: none; margin: 0; padding: 0 0.6rem 0.4rem; max-height: 40vh; overflow: auto; }
      li { padding: 0.3rem 0; border-top: 1px solid #d0d7de; overflow-wrap: anywhere; }
      .place { font-family: ui-monospace, monospace; font-size: 0.75rem; }
      .error { color: #b42318; } .warning { color: #7a4d00; }
      a { color: #0a58ca; }
      :host(.dark) .box:not(.silent) { background: #161b22; color: #e6edf3; border-color: #6e7681; }
      :host(.dark) li { border-color: #30363d; }
      :host(.dark) .error { color: #ff9a8f; } :host(.dark) .warning { color: #e3b341; }
      :host(.dark) a { color: #79b8ff; }
    </style>
    <div class="box silent" id="passing"><div role="status"></div></div>
    <div class="box" id="problems" hidden>
      <button type="button" aria-expanded="false" aria-controls="list"></button>
      <ul id="list" hidden></ul>
    </div>`;
  const status = root.querySelector("[role=status]");
  const button = root.querySelector("button");
  const list = root.querySelector("ul");

  const colours = () => {
    const theme = document.documentElement.dataset.theme;
    const dark = theme === "dark"
      || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    host.className = dark ? "dark" : "light";
  };

  const say = (...parts) => {
    status.replaceChildren(...parts);
    status.parentElement.classList.toggle("silent", !parts.length);
    clearTimeout(passing);
    if (parts.length && !gone) passing = setTimeout(() => say(), STAYS);
  };

  const word = (text) => state.words?.[text] ?? text;

  const counted = (number, one, more) => (
    number ? word(number === 1 ? one : more).replace("{number}", number) : ""
  );

  const show = () => {
    const errors = state.problems.filter((each) => each.level === "error").length;
    const warnings = state.problems.length - errors;
    button.parentElement.hidden = !state.problems.length;
    button.textContent = [
      counted(errors, "1 error", "{number} errors"),
      counted(warnings, "1 warning", "{number} warnings"),
    ].filter(Boolean).join(", ");
    button.className = errors ? "error" : "warning";
    button.setAttribute("aria-expanded", String(opened));
    list.hidden = !opened;
    list.replaceChildren(...state.problems.map((each) => {
      const item = document.createElement("li");
      if (each.place) {
        const place = document.createElement(each.link ? "a" : "span");
        if (each.link) place.href = each.link;
        place.className = "place";
        place.textContent = each.place;
        item.append(place, " ");
      }
      const words = document.createElement("span");
      words.className = each.level;
      words.textContent = each.text;
      item.append(words);
      return item;
    }));
  };

  button.addEventListener("click", () => {
    opened = !opened;
    show();
  });

  const uses = (assets) => {
    const home = new URL("/", location.href).href;
    const loaded = performance.getEntriesByType("resource").map((each) => each.name.split("?")[0]);
    return assets.some((name) => loaded.includes(new URL(encodeURI(name), home).href));
  };

  const tell = (pages) => {
    if (!pages.length) return;
    const parts = [counted(pages.length, "Changed:", "{number} pages changed:"), " "];
    for (const name of pages.slice(0, 3)) {
      const link = document.createElement("a");
      link.href = "/" + encodeURI(name);
      link.textContent = name.replace(/(\/index)?\.html$/, "");
      parts.push(link, " ");
    }
    if (pages.length > 3) parts.push("…");
    say(...parts);
  };

  const reload = () => {
    leaving = true;
    location.reload();
  };

  const heard = (message) => {
    if (leaving) return;
    if (message.kind === "reload") reload();
    else if (message.kind === "gone") {
      // Said until the page is there again, whatever else changes.
      gone = true;
      say(word("This page is gone: its note was deleted or renamed."));
    } else if (message.kind === "changed") {
      if (gone) return;
      if (uses(message.assets)) reload();
      else tell(message.pages);
    } else {
      state = message;
      host.lang = message.language ?? "en";
      show();
    }
  };

  const connect = (again) => {
    const url = new URL("/_wiki-live/events", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.search = new URLSearchParams({ page, version });
    const socket = new WebSocket(url);
    const look = () => {
      if (document.visibilityState === "visible" && socket.readyState === WebSocket.OPEN) {
        socket.send('{"kind": "look"}');
      }
    };
    socket.onopen = () => {
      if (again) say();
      if (document.hasFocus()) look();
    };
    socket.onmessage = (event) => heard(JSON.parse(event.data));
    socket.onclose = () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      if (leaving) return;
      say(word("Live preview has stopped."));
      setTimeout(connect, RETRY, true);
    };
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
  };

  colours();
  new MutationObserver(colours).observe(document.documentElement, {
    attributes: true, attributeFilter: ["data-theme"],
  });
  document.body.append(host);
  connect(false);
})();
