// The composer, in a browser with scripts: counting what is typed, sending by keys, and ready texts that are put in without
// a page load. All of it listens on the document, for the composer is another one after a swap.
"use strict";

(() => {
  const composer = () => document.getElementById("composer");
  const text = () => document.getElementById("text");

  // Characters left, and how many text messages it will take (GSM 03.38, else UCS-2).
  const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
  const GSM_TWICE = /[\^{}\\[~\]|€]/g;
  const segments = (words) => {
    if (GSM.test(words)) {
      const septets = words.length + (words.match(GSM_TWICE) || []).length;
      return septets <= 160 ? 1 : Math.ceil(septets / 153);
    }
    return words.length <= 70 ? 1 : Math.ceil(words.length / 67);
  };
  const count = () => {
    const area = text();
    const shown = document.querySelector("[data-count]");
    if (!area || !shown) return;
    if (!shown.dataset.atRest) shown.dataset.atRest = shown.textContent;
    const length = area.value.length;
    if (length === 0) {
      shown.textContent = shown.dataset.atRest;
      return;
    }
    const isSms = area.dataset.channel === "sms";
    const parts = isSms ? segments(area.value) : Math.ceil(length / Number(area.dataset.partMax));
    const unit = isSms ? "text message" : "part";
    shown.textContent = length + " of " + area.maxLength + " characters"
      + (parts > 1 || isSms ? ", " + parts + " " + unit + (parts === 1 ? "" : "s") : "");
  };

  // Ready texts: what is chosen goes where the cursor is, and is the agent's own from then on.
  const SEARCH_AFTER_MS = 150;
  const WIDE = matchMedia("(min-width: 75rem)");
  let asked = 0;
  let soon = 0;
  const panel = () => document.getElementById("ready");
  const lines = () => [...document.querySelectorAll("#ready-list .ready-line")];
  const search = async () => {
    const words = document.getElementById("ready-words");
    const list = document.getElementById("ready-list");
    const form = composer();
    if (!words || !form) return;
    const mine = ++asked;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, words: words.value });
    try {
      const answer = await fetch(words.nextElementSibling.formAction, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (!answer.ok || mine !== asked) return;
      list.innerHTML = await answer.text();
      document.getElementById("announce").textContent = lines().length + " texts found";
    } catch (e) {
      list.textContent = "The search could not be made. Try again.";
    }
  };
  const open = () => {
    panel().open = true;
    const words = document.getElementById("ready-words");
    words.focus();
    words.select();
  };
  const leave = () => {
    if (!WIDE.matches) panel().open = false;
    text().focus();
  };
  const put = (line) => {
    const area = text();
    const words = line.querySelector(".ready-text").textContent;
    if (area.value.trim() === "") area.value = words;
    else area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.selectionStart = area.selectionEnd = area.value.length;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    leave();
  };
  const step = (from, down) => {
    const all = lines();
    const to = all.indexOf(from) + (down ? 1 : -1);
    if (to < 0) document.getElementById("ready-words").focus();
    else if (all[to]) all[to].focus();
  };

  document.addEventListener("input", (event) => {
    if (event.target.id === "text") count();
    if (event.target.id === "ready-words") {
      clearTimeout(soon);
      soon = setTimeout(search, SEARCH_AFTER_MS);
    }
  });
  document.addEventListener("click", (event) => {
    const line = event.target.closest(".ready-line");
    if (line) {
      event.preventDefault();
      put(line);
    } else if (event.target.closest(".ready-search button")) {
      event.preventDefault();
      search();
    }
  });
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (at.id === "text") {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        at.form.requestSubmit(event.shiftKey ? at.form.querySelector("button[name=then]") : null);
      }
      if (event.key === "/" && at.value === "" && panel()) {
        event.preventDefault();
        open();
      }
      return;
    }
    const line = at.closest(".ready-line");
    if (!line && at.id !== "ready-words") return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(line, event.key === "ArrowDown");
    }
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    }
    if (event.key === "Enter" && !line) {
      event.preventDefault();
      if (lines().length > 0) put(lines()[0]);
    }
  });

  // Half a reply outlives the forms beside it, such as a note: they lead to this page again.
  const draft = () => "glassline-draft:" + location.pathname;
  document.addEventListener("submit", (event) => {
    const area = text();
    const isOfThisPage = new URL(event.target.action).pathname.startsWith(location.pathname);
    if (area && event.target !== composer() && isOfThisPage && area.value !== "") sessionStorage.setItem(draft(), area.value);
  });
  const goOn = () => {
    const kept = sessionStorage.getItem(draft());
    sessionStorage.removeItem(draft());
    if (kept !== null && text() && text().value === "") text().value = kept;
  };

  const begin = () => {
    goOn();
    if (panel() && WIDE.matches) panel().open = true;
    count();
  };
  document.addEventListener("glassline:composer", begin);
  begin();
})();
