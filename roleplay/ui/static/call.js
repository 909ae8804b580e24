// The call: says what is typed, follows the reply, keeps what was typed when anything goes wrong.
// Text of a person enters the page in two ways only: as textContent (the live bubble), or as markup that the server
// has escaped (a finished turn).
"use strict";

roleplay.onPage.push((page) => {
  const root = page.querySelector("#call");
  if (!root) return;

  const $ = (id) => document.getElementById(id);
  const call = root.dataset.call;
  const base = `/api/calls/${encodeURIComponent(call)}`;
  const texts = $("texts").dataset;
  const box = $("answer");
  const live = $("live");
  const liveText = $("live-text");
  const draftKey = `roleplay-draft-${call}`;
  const warnedKey = `roleplay-warned-${call}`;
  const minutesPlanned = Number(root.dataset.minutes);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`roleplay-${call}`) : null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const SAFETY_POLL = 10000; // another device, or a tab without BroadcastChannel
  const RETRY = 2000;
  const DEAD_AFTER = 16000; // the server sends a sign of life every five seconds
  const THINKING_AFTER = 4000;
  const WARN_AT = 120; // seconds before the planned end

  let turns = Number(root.dataset.turns);
  let ended = root.dataset.ended === "true";
  let streaming = false;
  let waiting = false; // typed and sent while the buyer spoke: said as soon as the reply is complete
  let offline = false;
  let elapsed = Number(root.dataset.elapsed);
  let since = performance.now();
  let held = "";
  let thinking = 0;

  // -- what is shown -------------------------------------------------------------------------------------------------

  const scroller = $("thread-scroll");
  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
  const toEnd = () => { scroller.scrollTop = scroller.scrollHeight; };

  // What was said last stays in view when the foot grows: a second line in the box, a notice, a fold.
  let stuck = true;
  scroller.addEventListener("scroll", () => { stuck = atEnd(); }, { passive: true });
  new ResizeObserver(() => { if (stuck) toEnd(); }).observe(scroller);

  function notice(text, wrong = false) {
    const line = $("notice");
    line.hidden = !text;
    line.classList.toggle("is-wrong", wrong);
    line.textContent = text;
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  function showTimer() {
    const seconds = Math.floor(ended ? elapsed : elapsed + (performance.now() - since) / 1000);
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = two(Math.floor((seconds % 3600) / 60));
    const text = `${hours ? `${hours}:` : ""}${minutes}:${two(seconds % 60)}`;
    if ($("timer").textContent !== text) $("timer").textContent = text;
    const left = minutesPlanned ? minutesPlanned * 60 - seconds : 0;
    const soon = !ended && left > 0 && left <= WARN_AT;
    if ($("left").hidden !== soon) return;
    $("left").hidden = !soon;
    $("saved").hidden = soon;
    if (soon && !sessionStorage.getItem(warnedKey)) { // a reload does not say it again
      sessionStorage.setItem(warnedKey, "yes");
      $("announce").textContent = $("left").textContent;
    }
  }

  function openLive() {
    clearTimeout(thinking);
    held = "";
    liveText.textContent = "";
    live.classList.remove("is-speaking");
    live.querySelector(".thinking").hidden = true;
    $("live-turn").textContent = String(turns + 1);
    live.hidden = false;
    box.placeholder = box.dataset.placeholderReply;
    thinking = setTimeout(() => { live.querySelector(".thinking").hidden = false; if (atEnd()) toEnd(); }, THINKING_AFTER);
  }

  function closeLive() {
    clearTimeout(thinking);
    live.hidden = true;
    live.classList.remove("is-speaking");
    liveText.textContent = "";
    box.placeholder = box.dataset.placeholder;
  }

  function piece(text) {
    held += text;
    if (calm && !/[.!?。！？…]["”’」』)]?\s*$/.test(held)) return; // by sentence, not by token
    const stay = atEnd();
    live.classList.add("is-speaking");
    liveText.textContent += held;
    held = "";
    if (stay) toEnd();
  }

  function apply(state) {
    const stay = atEnd();
    const thread = $("thread");
    for (const item of state.items) {
      if (thread.querySelector(`[data-key="${item.key}"]`)) continue;
      live.insertAdjacentHTML("beforebegin", item.html);
    }
    if (state.turns > turns) newTurn();
    turns = Math.max(turns, state.turns);
    if (turns) thread.querySelector('[data-key="opening"]')?.remove();
    for (const place of root.querySelectorAll(".voice-state")) if (place.innerHTML !== state.voice) place.innerHTML = state.voice;
    elapsed = state.elapsed;
    since = performance.now();
    if (!state.replying) closeLive();
    if (state.speak) $("announce").textContent = state.speak;
    if (state.ended && !ended) end(state.panel);
    if (stay) toEnd();
  }

  function newTurn() {
    const text = $("hint-text");
    if (!text || text.hidden) return;
    text.hidden = true;
    text.textContent = "";
    $("hint").hidden = false;
  }

  function end(panel) {
    ended = true;
    waiting = false;
    const typed = box.value.trim();
    root.classList.add("is-ended");
    $("ended").innerHTML = panel;
    $("composer").hidden = true;
    $("hang-up").hidden = true;
    $("hint-box")?.remove();
    closeFold();
    if (!typed) sessionStorage.removeItem(draftKey);
    showTimer();
    $("ended-title").focus();
    toEnd();
  }

  // -- the line to the server ----------------------------------------------------------------------------------------

  function setOffline(now, sent = true) {
    if (now) notice(sent && !box.value.trim() ? texts.offlineReply : texts.offline, true);
    else if (offline) notice(texts.back);
    offline = now;
  }

  async function read(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      let timer = 0;
      const dead = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("silent")), DEAD_AFTER); });
      const { value, done } = await Promise.race([reader.read(), dead]).finally(() => clearTimeout(timer));
      if (done) return;
      rest += value;
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) if (block.startsWith("data: ")) handle(JSON.parse(block.slice(6)));
    }
  }

  function handle(event) {
    if (event.kind === "sync") {
      apply(event);
      if (event.replying && live.hidden) openLive();
      if (atEnd()) toEnd();
    } else if (event.kind === "piece") piece(event.text);
    else if (event.kind === "restart") { held = ""; liveText.textContent = ""; live.classList.remove("is-speaking"); }
  }

  // One stream at a time: the answer to what was said, or the reply that runs already.
  async function stream(open, accepted) {
    if (streaming) return;
    streaming = true;
    try {
      const answer = await open();
      if (!answer.ok) {
        const told = await answer.json().catch(() => ({}));
        notice(told.detail || texts.unsent, true);
        streaming = false;
        await look();
        return;
      }
      setOffline(false);
      accepted?.();
      await read(answer);
      streaming = false;
      tabs?.postMessage("changed");
      if (waiting && !ended) { waiting = false; notice(""); say(); }
    } catch {
      streaming = false;
      lost();
    }
  }

  function lost() {
    setOffline(true);
    setTimeout(look, RETRY);
  }

  // Where does the call stand? Asked after a cut, when another tab spoke, when this tab comes to the front.
  async function look() {
    if (streaming) return;
    try {
      const answer = await fetch(`${base}/state?have=${turns}`);
      if (answer.status === 401 || answer.status === 404) { notice(texts.unsent, true); return; } // no longer ours
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      setOffline(false);
      const before = turns;
      apply(state);
      if (turns > before) forget();
      if (state.replying && !ended) { openLive(); if (atEnd()) toEnd(); stream(() => fetch(`${base}/follow?have=${turns}`)); }
    } catch { lost(); }
  }

  // What was sent before a cut may have arrived: then it stands in the thread and need not be sent again.
  function forget() {
    const last = [...$("thread").querySelectorAll(".said-rep .words")].at(-1);
    if (last && last.textContent.trim() === box.value.trim()) clear();
  }

  function clear() {
    box.value = "";
    sessionStorage.removeItem(draftKey);
    grow();
  }

  function say() {
    const text = box.value;
    if (ended || !text.trim()) return;
    if (text.trim().length > Number(box.dataset.limit)) { notice(texts.tooLong.replace("{n}", text.trim().length), true); return; }
    if (streaming) { waiting = true; notice(texts.waits); return; }
    notice("");
    stream(() => roleplay.post(`${base}/say`, { text, turn: turns, have: turns }), () => { if (box.value === text) clear(); tabs?.postMessage("changed"); });
  }

  // -- buttons and keys ----------------------------------------------------------------------------------------------

  async function hint() {
    if (ended) return;
    if (root.dataset.exam === "true") { notice(texts.hintExam); return; }
    const text = $("hint-text");
    fold("hint");
    try {
      const answer = await roleplay.post(`${base}/hint`);
      const told = await answer.json();
      text.textContent = told.hint || told.detail || texts.hintNone;
      text.hidden = false;
      $("hint").hidden = true; // one hint a turn
    } catch { lost(); }
  }

  function askHangUp() {
    if (ended) return;
    $("hang-up-ask").hidden = false;
    $("hang-up-no").focus();
  }

  function goOn() {
    $("hang-up-ask").hidden = true;
    box.focus();
  }

  async function hangUp() {
    $("hang-up-ask").hidden = true;
    try {
      const answer = await roleplay.post(`${base}/hang-up?have=${turns}`);
      if (!answer.ok) throw new Error(String(answer.status));
      closeLive();
      apply(await answer.json());
      tabs?.postMessage("changed");
    } catch { lost(); }
  }

  const narrow = () => getComputedStyle($("hint-fold") ?? $("goal-fold")).display !== "none" && matchMedia("(max-width: 1100px)").matches;

  function fold(name) {
    if (!narrow()) return;
    const side = $("side");
    const open = side.classList.contains(`shows-${name}`);
    closeFold();
    if (open) return;
    side.classList.add(`shows-${name}`);
    $(`${name}-fold`).setAttribute("aria-expanded", "true");
  }

  function closeFold() {
    $("side").classList.remove("shows-goal", "shows-hint");
    for (const button of root.querySelectorAll("[data-fold]")) button.setAttribute("aria-expanded", "false");
  }

  $("say-form").addEventListener("submit", (event) => { event.preventDefault(); say(); box.focus(); });
  $("hang-up").addEventListener("click", askHangUp);
  $("hang-up-yes").addEventListener("click", hangUp);
  $("hang-up-no").addEventListener("click", goOn);
  $("hint")?.addEventListener("click", hint);
  $("hint-fold")?.addEventListener("click", () => ($("side").classList.contains("shows-hint") ? closeFold() : hint()));
  $("goal-fold").addEventListener("click", () => fold("goal"));

  // Enter that ends an input-method composition never says anything: browsers mark it with isComposing or key code 229,
  // and Safari ends the composition just before the key arrives.
  let composedAt = -1000;
  box.addEventListener("compositionend", (event) => { composedAt = event.timeStamp; });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 60) return;
    event.preventDefault();
    if (!event.repeat) say();
  });
  box.addEventListener("input", () => {
    grow();
    if (waiting && !box.value.trim()) { waiting = false; notice(""); }
    else if (!offline && !waiting && !$("notice").hidden) notice("");
    sessionStorage.setItem(draftKey, box.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (!$("hang-up-ask").hidden) goOn(); else closeFold(); return; }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.code === "KeyH") { event.preventDefault(); hint(); }
    if (event.code === "KeyX") { event.preventDefault(); askHangUp(); }
  });

  tabs?.addEventListener("message", look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !ended) look(); });
  window.addEventListener("online", look);
  window.addEventListener("offline", () => setOffline(true));
  setInterval(() => { if (!document.hidden && !ended && !streaming) look(); }, SAFETY_POLL);
  setInterval(showTimer, 250);

  // -- start ---------------------------------------------------------------------------------------------------------

  box.value = sessionStorage.getItem(draftKey) ?? "";
  if (ended) $("ended-title").focus();
  else box.focus();
  grow();
  showTimer();
  toEnd();
  if (root.dataset.replying === "true") look();
});
