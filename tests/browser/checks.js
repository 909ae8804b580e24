// What every page must hold, asked in the page itself. Each function returns sentences on what is wrong.
window.checks = (() => {
  const shown = (el) => el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true, contentVisibilityAuto: true })
    && !el.closest("[aria-hidden=true].live");
  const hiddenForEyes = (el) => el.closest(".sr, .skip, [hidden]") || clipped(el);
  const clipped = (el) => { for (let at = el; at; at = at.parentElement) if (getComputedStyle(at).clipPath.startsWith("inset(50%")) return true; return false; };
  const named = (el) => `<${el.tagName.toLowerCase()} class="${el.className?.baseVal ?? el.className}"> “${el.textContent.trim().slice(0, 40)}”`;
  const root = () => document.body;

  function* texts() {
    const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const el = node.parentElement;
      if (!node.data.trim() || el.closest("script, style, noscript, template, .boot") || !shown(el) || hiddenForEyes(el)) continue;
      yield [node, el];
    }
  }

  function rects(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
  }

  function layout() {
    const wrong = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > window.innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const [node, el] of texts()) {
      for (const rect of rects(node)) {
        const trouble = outside(rect, el, width);
        if (trouble) { wrong.push(`${trouble}: ${named(el)}`); break; }
      }
    }
    return wrong;
  }

  // A line of text must lie within the window and within the button, card or bubble around it, unless that scrolls.
  function outside(rect, el, width) {
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll/.test(style.overflowX)) return "";
      if (style.textOverflow === "ellipsis" && style.overflowX === "hidden") return "";
      const framed = /hidden|clip/.test(style.overflowX) || at.matches(".button, .card, .bubble, .chip, .tab, .turn-box, .reason, summary");
      if (framed && style.display !== "inline") {
        const box = at.getBoundingClientRect();
        if (rect.left < box.left - 1.5 || rect.right > box.right + 1.5) return `text sticks out of ${at.className || at.tagName} sideways`;
        if (!at.matches(".card") && (rect.top < box.top - 3 || rect.bottom > box.bottom + 3) && style.overflowY !== "auto") return `text sticks out of ${at.className || at.tagName} upwards or downwards`;
      }
      if (style.position === "fixed") break;
    }
    return rect.left < -1 || rect.right > width + 1 ? "text lies outside the window" : "";
  }

  // -- words ---------------------------------------------------------------------------------------------------------

  const KEEP = /English|SPIN|Enter|Shift|Alt|Backspace|JavaScript|roleplay check|简体中文|繁體中文/g;

  // `chinese` is null where the page shows made-up calls, whose words are in one language only.
  function words(keys, chinese) {
    const known = new Set(keys);
    const wrong = [];
    for (const [node, el] of texts()) {
      const text = node.data.trim();
      if (known.has(text) || /\{\w+\}/.test(text)) wrong.push(`a word is missing: ${text}`);
      if (chinese === null) continue;
      const spoken = el.closest("[lang]")?.lang ?? "";
      if (spoken !== document.documentElement.lang || el.closest(".words, q, .turn-text, .avatar, .buyer-card .rows dd:not(:last-child)")) continue;
      const rest = text.replace(KEEP, "");
      if (chinese ? /[A-Za-z]{3,}/.test(rest) : /[\u4e00-\u9fff]/.test(rest)) wrong.push(`not translated: ${text}`);
    }
    return wrong;
  }

  // -- accessibility -------------------------------------------------------------------------------------------------

  function accessibility() {
    return [...ids(), ...names(), ...headings(), ...landmarks(), ...targets()];
  }

  function ids() {
    const seen = new Map();
    for (const el of document.querySelectorAll("[id]")) seen.set(el.id, (seen.get(el.id) ?? 0) + 1);
    const wrong = [...seen].filter(([, n]) => n > 1).map(([id]) => `the id ${id} is there twice`);
    for (const el of root().querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
      for (const kind of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
        for (const id of (el.getAttribute(kind) ?? "").split(/\s+/).filter(Boolean)) if (!seen.has(id)) wrong.push(`${kind} names ${id}, which is not there`);
      }
    }
    return wrong;
  }

  function nameOf(el) {
    const label = el.getAttribute("aria-label") || (el.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    if (label.trim()) return label;
    if (el.labels?.length) return [...el.labels].map((one) => one.textContent).join(" ");
    if (el.matches("input, textarea, select")) return "";
    const copy = el.cloneNode(true);
    for (const part of copy.querySelectorAll("[aria-hidden=true]")) part.remove();
    return copy.textContent || el.getAttribute("title") || "";
  }

  function names() {
    const wrong = [];
    for (const el of root().querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary, [role=button], [role=img], [tabindex='0']")) {
      if (shown(el) && !nameOf(el).trim()) wrong.push(`no name: ${named(el)}`);
    }
    for (const el of root().querySelectorAll("img:not([alt]), svg:not([aria-hidden]):not([role])")) if (shown(el)) wrong.push(`no text instead: ${named(el)}`);
    return wrong;
  }

  function headings() {
    const all = [...root().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
    const wrong = [];
    const first = all.filter((el) => el.tagName === "H1").length;
    if (first !== 1) wrong.push(`${first} headings of the first level`);
    // In the call what to answer with stands before the title in the order of the page, so levels are compared as a set.
    const levels = new Set(all.map((el) => Number(el.tagName[1])));
    for (const level of levels) if (level > 1 && !levels.has(level - 1)) wrong.push(`a heading of level ${level} without one of level ${level - 1}`);
    if (!document.querySelector("#call")) {
      for (let n = 1; n < all.length; n++) if (Number(all[n].tagName[1]) > Number(all[n - 1].tagName[1]) + 1) wrong.push(`a level is left out before ${named(all[n])}`);
    }
    for (const el of all) if (!el.textContent.trim()) wrong.push("an empty heading");
    return wrong;
  }

  function landmarks() {
    const wrong = [];
    const mains = document.querySelectorAll("main, [role=main]");
    if (mains.length !== 1) wrong.push(`${mains.length} main parts`);
    if (document.querySelector(".rail") && document.querySelectorAll("nav[aria-label]").length < 1) wrong.push("no named navigation");
    if (!document.documentElement.lang) wrong.push("no language");
    if (!document.title.trim()) wrong.push("no title");
    return wrong;
  }

  // WCAG 2.5.8: 24 by 24, except links within a sentence.
  function targets() {
    const wrong = [];
    for (const el of root().querySelectorAll("a[href], button, summary, input:not([type=hidden]), textarea, select")) {
      if (!shown(el) || hiddenForEyes(el) || getComputedStyle(el).pointerEvents === "none") continue;
      const target = el.matches("input") && el.closest("label") ? el.closest("label") : el;
      if (target.matches("a") && getComputedStyle(target).display === "inline" && inSentence(target)) continue;
      const box = target.getBoundingClientRect();
      if (box.width < 23.5 || box.height < 23.5) wrong.push(`only ${Math.round(box.width)}×${Math.round(box.height)}: ${named(target)}`);
    }
    return wrong;
  }

  const inSentence = (link) => link.parentElement.textContent.trim().length > link.textContent.trim().length + 1;

  // -- contrast ------------------------------------------------------------------------------------------------------

  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  function rgba(text) {
    if (!colours.has(text)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = text;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      colours.set(text, [r, g, b, a / 255]);
    }
    return colours.get(text);
  }
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (rgb) => {
    const [r, g, b] = rgb.map((value) => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  function ground(el) {
    const layers = [];
    for (let at = el; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  }

  function contrast() {
    const wrong = new Set();
    for (const [node, el] of texts()) {
      if (el.closest("[disabled]")) continue;
      const under = ground(el);
      const ink = over(rgba(getComputedStyle(el).color), under);
      const [high, low] = [light(ink), light(under)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) wrong.add(`contrast ${ratio.toFixed(2)}: ${named(el)}`);
      if (parseFloat(getComputedStyle(el).fontSize) < 11.9 && !el.closest("[aria-hidden=true]")) wrong.add(`smaller than 12: ${named(el)}`);
    }
    return [...wrong];
  }

  // Colours fade over when the system's mode changes; what is measured is where they end.
  function settle() {
    document.body.getBoundingClientRect();
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
  }

  return { settle, layout, words, accessibility, contrast };
})();
