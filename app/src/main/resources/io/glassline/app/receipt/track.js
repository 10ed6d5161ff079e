// Looks again by itself, and puts what is new in the place of what stands there. Without this, the page's own link does it.
(() => {
  'use strict';
  const EVERY_MS = 10_000;
  const LATER_MS = 60_000;

  async function look() {
    let wait = EVERY_MS;
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, {cache: 'no-store', credentials: 'omit'});
        if (answer.status === 404) { location.reload(); return; }
        if (!answer.ok) throw new Error();
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        for (const id of ['standing', 'looked']) {
          const before = document.getElementById(id), after = fresh.getElementById(id);
          if (after && before.innerHTML !== after.innerHTML) before.replaceChildren(...after.childNodes);
        }
      } catch { wait = LATER_MS; }
    }
    setTimeout(look, wait);
  }
  setTimeout(look, EVERY_MS);
})();
