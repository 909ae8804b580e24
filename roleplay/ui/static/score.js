// The scorecard: going to a turn and back, switching the marks, printing, and keys for the marked turns.
// Everything listens at the document, for the content arrives after this script ran.
"use strict";

(() => {
  const card = () => document.querySelector(".scorecard");
  const rows = () => [...document.querySelectorAll(".scorecard .turn-row")];
  const turnOf = (hash) => (/^#turn-\d+$/.test(hash) && card() ? document.getElementById(hash.slice(1)) : null);
  const origins = []; // what was chosen to get to a turn, the last one last

  // The transcript has its own scroll on a wide screen: then only that moves, and the window as little as it must.
  function reveal(row) {
    const list = row.closest(".transcript-card");
    if (list && list.scrollHeight > list.clientHeight + 1) {
      const above = row.getBoundingClientRect().top - list.getBoundingClientRect().top;
      list.scrollTop += above - Math.max(0, (list.clientHeight - row.offsetHeight) / 3);
      list.scrollIntoView({ block: "nearest" });
    } else row.scrollIntoView({ block: "center" });
    for (const other of rows()) other.toggleAttribute("data-reached", other === row);
    row.focus({ preventScroll: true });
  }

  function goTo(link) {
    const address = new URL(link.href);
    if (address.pathname + address.search !== location.pathname + location.search) return false; // a turn of another page
    const row = turnOf(address.hash);
    if (!row) return false;
    if (location.hash !== address.hash) {
      origins.push(link);
      history.pushState({ turn: true }, "", location.pathname + location.search + address.hash);
    }
    reveal(row);
    return true;
  }

  // The browser's Back and Forward: to the turn of the address, or to what was chosen before.
  window.addEventListener("popstate", () => {
    if (!card()) return;
    const origin = origins.pop();
    const row = turnOf(location.hash);
    if (row) { reveal(row); return; }
    for (const other of rows()) other.removeAttribute("data-reached");
    if (origin?.isConnected) { origin.scrollIntoView({ block: "nearest" }); origin.focus({ preventScroll: true }); }
  });

  const actions = {
    goto: (link) => goTo(link),
    marks: (button) => {
      const off = card().classList.toggle("marks-off");
      button.setAttribute("aria-pressed", String(!off));
    },
    print: () => window.print(),
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // a new tab is the browser's business
    const chosen = event.target.closest?.("[data-action]");
    const act = chosen && card() && actions[chosen.dataset.action];
    if (act && act(chosen) !== false) event.preventDefault();
  });

  function step(by) {
    const all = rows();
    const marked = all.filter((row) => row.hasAttribute("data-marked"));
    const now = all.indexOf(document.activeElement?.closest?.(".turn-row") ?? document.querySelector("[data-reached]"));
    const next = by > 0
      ? marked.find((row) => all.indexOf(row) > now)
      : marked.findLast((row) => now >= 0 && all.indexOf(row) < now);
    if (next) reveal(next);
  }

  // The points of a curve are one stop of the Tab key; arrows go from turn to turn.
  const pointsBeside = (point) => [...point.parentElement.querySelectorAll("a.curve-point")];

  function alongTheCurve(point, by) {
    const next = pointsBeside(point)[pointsBeside(point).indexOf(point) + by];
    if (next) { stopAt(next); next.focus(); }
  }

  function stopAt(point) {
    for (const one of pointsBeside(point)) one.tabIndex = one === point ? 0 : -1;
  }

  document.addEventListener("keydown", (event) => {
    if (!card() || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = event.target;
    if (at.closest?.("input, textarea, select, [contenteditable]")) return;
    const point = at.closest?.("a.curve-point");
    if (point && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      alongTheCurve(point, event.key === "ArrowRight" ? 1 : -1);
    } else if (event.key === "Backspace" && history.state?.turn) {
      event.preventDefault();
      history.back();
    } else if (document.documentElement.dataset.keys !== "off" && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    }
  });

  // On arrival the title has the focus, so that a screen reader begins there and Tab leads to trying again.
  roleplay.onPage.push((page) => {
    for (const plot of new Set([...page.querySelectorAll("a.curve-point")].map((point) => point.parentElement))) {
      stopAt(plot.querySelector("a.curve-point.is-marked") ?? plot.querySelector("a.curve-point"));
    }
    const title = page.querySelector(".scorecard h1");
    if (!title) return;
    const row = turnOf(location.hash);
    if (row) requestAnimationFrame(() => reveal(row));
    else if (document.activeElement === document.body) title.focus({ preventScroll: true });
  });
})();
