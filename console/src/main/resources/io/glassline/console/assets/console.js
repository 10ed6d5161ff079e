// What a browser with scripts adds to pages that work without: the live light, saying aloud what came, sending a form
// once, and keys for what is done all day. The composer has a script of its own.
"use strict";

(() => {
  const live = document.getElementById("live");
  const announce = document.getElementById("announce");

  // The live light.
  const say = (state, word) => {
    if (!live) return;
    live.dataset.state = state;
    live.querySelector(".live-word").textContent = word;
  };
  document.body.addEventListener("htmx:sseOpen", () => say("on", "Live"));
  document.body.addEventListener("htmx:sseError", () => say("off", "Connecting"));
  document.body.addEventListener("htmx:sseClose", () => say("off", "Not live"));

  // New words of the citizen are said aloud, once; the thread itself is replaced and stays silent.
  let heard = document.querySelectorAll(".said-citizen").length;
  const emergencies = () => document.querySelectorAll(".emergencies .line").length;
  let alarmed = emergencies();
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "thread") {
      const said = document.querySelectorAll(".said-citizen");
      if (said.length > heard) {
        const words = said[said.length - 1].querySelector(".words");
        announce.textContent = "New message from the citizen: " + (words ? words.textContent : "no words");
      }
      heard = said.length;
    }
    if (event.target.id === "alarms") {
      const now = emergencies();
      if (now > alarmed) announce.textContent = "An emergency is waiting.";
      alarmed = now;
    }
  });

  // A form is sent once. Coming back to the page by the browser's back button opens it again.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.method === "dialog") return;
    // Not before the form is read: a button that is disabled says nothing.
    setTimeout(() => event.target.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = false; });
  });

  // In a review for public records, what is selected is blacked out; without scripts it is typed.
  document.querySelectorAll("button.pick").forEach((button) => {
    const piece = button.dataset.piece;
    const text = document.querySelector(`.piece-text[data-piece="${piece}"]`);
    const words = document.getElementById(`words-${piece}`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const selection = getSelection();
      const chosen = selection.toString().trim();
      if (!chosen || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) {
        announce.textContent = "Select words of this message first.";
        return;
      }
      words.value = (words.value.trim() ? words.value.trim() + "\n" : "") + chosen.split(/\n+/).join("\n");
      const ruling = document.querySelector(`input[name="ruling-${piece}"][value="redacted"]`);
      ruling.checked = true;
      announce.textContent = "To be blacked out: " + chosen;
    });
  });

  // Single keys, as in a reader of mail. Not while something is typed, and not for who has turned them off.
  const keys = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  const KEYS_OFF = "glassline-keys-off";
  if (keysOn) {
    keysOn.checked = localStorage.getItem(KEYS_OFF) === null;
    keysOn.addEventListener("change", () => {
      if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "yes");
    });
  }
  const move = (down) => {
    const links = [...document.querySelectorAll(".line-link")];
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    links[down ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)].focus();
  };
  const focus = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.focus();
    return found !== null;
  };
  const closeAndNext = () => {
    const button = document.getElementById("close-next");
    if (!button) return;
    const outcome = document.getElementById("outcome");
    if (outcome.value === "") outcome.value = "resolved";
    button.form.requestSubmit(button);
  };
  const does = {
    j: () => move(true),
    k: () => move(false),
    t: () => { const take = document.querySelector(".composer-take button"); if (take) take.click(); },
    r: () => focus("#text"),
    c: () => focus("#outcome"),
    n: closeAndNext,
    d: () => { location.href = "/console"; },
    "/": () => { if (!focus("#search-text")) location.href = "/console/search"; },
    "?": () => { if (keys) keys.showModal(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (!does[event.key] || (keysOn && !keysOn.checked && event.key !== "?")) return;
    event.preventDefault();
    does[event.key]();
  });

  // Who else has this conversation open. Nothing is said from a page that nobody looks at.
  const presence = () => document.getElementById("presence");
  const HERE_EVERY_MS = 8000;
  const WRITING_FOR_MS = 10000;
  let wrote = -Infinity;
  const tell = (shown, more) => {
    const body = new URLSearchParams({ csrf: shown.dataset.csrf, ...more });
    return fetch(shown.dataset.href, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true });
  };
  const isHere = async () => {
    const shown = presence();
    if (document.hidden || !shown) return;
    const writing = performance.now() - wrote < WRITING_FOR_MS;
    try {
      const answer = await tell(shown, { writing: writing ? "yes" : "no" });
      const words = answer.ok ? (await answer.text()).trim() : "";
      // Replaced only when it says something else, so that it is said aloud once.
      if (words !== shown.innerHTML.trim()) shown.innerHTML = words;
    } catch (e) {
      // The next one tells.
    }
  };
  const leaves = (shown) => { if (shown) tell(shown, { left: "yes" }).catch(() => {}); };
  setInterval(isHere, HERE_EVERY_MS);
  // A page that is shown again was left before: whatever the server heard last of it, this is later.
  window.addEventListener("pageshow", isHere);
  document.addEventListener("visibilitychange", isHere);
  document.addEventListener("input", (event) => {
    if (event.target.id !== "text") return;
    const wasWriting = performance.now() - wrote < WRITING_FOR_MS;
    wrote = event.target.value === "" ? -Infinity : performance.now();
    if (wasWriting !== (wrote > 0)) isHere();
  });
  window.addEventListener("pagehide", () => leaves(presence()));

  // What is done all day is done without loading the page: the form is sent as it would be, and the main part of the
  // page that answers takes the place of this one. Whatever is not such a page is loaded. What cannot be sent stays.
  const OURS = /^\/console(\/conversations\/[^/]+(\/.*)?)?$/;
  const buttons = (form, off) => form.querySelectorAll("button").forEach((button) => { button.disabled = off; });
  const stays = (form) => {
    buttons(form, false);
    form.querySelectorAll("textarea").forEach((area) => { area.readOnly = false; });
    announce.textContent = "";
    let told = form.querySelector(".not-sent");
    if (!told) {
      told = document.createElement("p");
      told.className = "not-sent";
      told.setAttribute("role", "alert");
      form.append(told);
    }
    told.textContent = "The server could not be reached, so this may not have been done. Nothing you typed is lost: try again.";
  };
  const takesPlace = (main, title, place) => {
    const before = presence();
    // By htmx, which lets go of what listened in the old part.
    htmx.swap(document.getElementById("main"), main.outerHTML, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
    // Whoever stays with a conversation does not leave it for the moment between two parts of its page.
    if (before?.dataset.href !== presence()?.dataset.href) leaves(before);
    document.title = title;
    if (place.pathname !== location.pathname) history.pushState(null, "", place.pathname + place.search);
    heard = document.querySelectorAll(".said-citizen").length;
    alarmed = emergencies();
    wrote = -Infinity;
    document.dispatchEvent(new CustomEvent("glassline:composer"));
    const latest = document.getElementById("latest");
    if (latest) latest.parentElement.parentElement.scrollTop = latest.parentElement.scrollHeight;
    const first = document.getElementById("notice") || document.getElementById("text") || document.getElementById("main");
    first.focus();
    if (first.id !== "text") window.scrollTo(0, 0);
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.swap === undefined) return;
    event.preventDefault();
    const by = event.submitter;
    const body = new URLSearchParams(new FormData(form, by));
    const to = by && by.hasAttribute("formaction") ? by.formAction : form.action;
    buttons(form, true);
    form.querySelectorAll("textarea").forEach((area) => { area.readOnly = true; });
    try {
      const answer = await fetch(to, { method: "POST", body });
      if (answer.status >= 500) {
        stays(form);
        return;
      }
      const place = new URL(answer.url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.getElementById("main");
      if (!main || !OURS.test(place.pathname)) location.href = answer.url;
      else takesPlace(main, page.title, answer.redirected ? place : location);
    } catch (e) {
      stays(form);
    }
  });
  window.addEventListener("popstate", () => location.reload());

  const notice = document.getElementById("notice");
  if (notice) notice.focus();
})();
