// What every page needs: its title, the menu, Enter for the main button, and buttons that carry a data-action.
// Content arrives after this script ran (Gradio fills it in), so everything listens at the document.
"use strict";

const roleplay = (window.roleplay = { onPage: [] });

(() => {
  let shown = null;

  function arrive() {
    const page = document.querySelector("#content[data-page]");
    if (!page) return;
    if (document.title !== page.dataset.title) document.title = page.dataset.title;
    if (page === shown) return;
    shown = page;
    roleplay.onPage.forEach((start) => start(page));
    showChosen(page.querySelector(".filters"));
    if (location.hash.length > 1 && !page.querySelector(".scorecard")) goTo(location.hash.slice(1)); // score.js does its own
  }

  // On a narrow screen the filters are one strip: it is moved until the chosen one is in view.
  function showChosen(strip) {
    const chosen = strip?.querySelector(".tab[aria-current]");
    if (chosen) strip.scrollLeft = Math.max(0, chosen.offsetLeft + chosen.offsetWidth + 24 - strip.clientWidth);
  }

  function goTo(id) {
    const target = document.getElementById(id);
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    return true;
  }

  roleplay.post = (path, body) =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json" },
      body: JSON.stringify(body ?? {}),
    });

  const actions = {
    reload: () => location.reload(),
    retry: async (button) => {
      button.disabled = true;
      try {
        const answer = await roleplay.post(`/api/calls/${encodeURIComponent(button.dataset.call)}/retry`, { turn: Number(button.dataset.turn) });
        const result = await answer.json();
        if (answer.ok) { location.assign(result.url); return; }
        tell(button, result.detail);
      } catch { /* no connection: the button can be pressed again */ }
      button.disabled = false;
    },
  };

  function tell(button, text) {
    let note = button.nextElementSibling;
    if (!note?.matches(".action-note")) {
      note = document.createElement("span");
      note.className = "action-note";
      note.setAttribute("role", "status");
      button.after(note);
    }
    note.textContent = text;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button && actions[button.dataset.action]) { actions[button.dataset.action](button); return; }
    const skip = event.target.closest("[data-skip]");
    if (skip) { event.preventDefault(); goTo(skip.dataset.skip) || goTo("content"); return; }
    const menu = event.target.closest("#menu-button");
    if (menu) {
      const open = document.getElementById("rail").classList.toggle("is-open");
      menu.setAttribute("aria-expanded", String(open));
      return;
    }
    for (const fold of document.querySelectorAll("details.menu[open], details.preferences[open]")) {
      if (!fold.contains(event.target)) fold.open = false;
    }
  });

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.menu") || !event.target.open) return;
    for (const fold of document.querySelectorAll("details.menu[open]")) if (fold !== event.target) fold.open = false;
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const fold = event.target.closest?.("details[open]");
      if (fold) { fold.open = false; fold.querySelector("summary").focus(); }
      return;
    }
    if (event.key !== "Enter" || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Enter presses the page's main button unless the focus is on something with an Enter of its own.
    if (event.target.closest("a, button, input, textarea, select, summary, [contenteditable]")) return;
    const main = document.querySelector("[data-enter]");
    if (main) { event.preventDefault(); main.click(); }
  });

  // Gradio sets the page's language to the browser's; the reader may have chosen another.
  const html = document.documentElement;
  const keepLanguage = () => { if (html.lang !== html.dataset.lang) html.lang = html.dataset.lang; };
  new MutationObserver(keepLanguage).observe(html, { attributes: true, attributeFilter: ["lang"] });

  window.addEventListener("hashchange", () => { if (!document.querySelector(".scorecard")) goTo(location.hash.slice(1)); });
  new MutationObserver(arrive).observe(html, { childList: true, subtree: true });
  keepLanguage();
  arrive();
})();
