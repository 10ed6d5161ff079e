// The chat on the city's website: a button, and a window in a shadow tree of its own. It needs no framework, sets no
// cookie, calls nobody but the gateway, and uses neither inline styles nor inline scripts. Before the visitor sends a
// message, nothing is stored.
//
// A message is kept in the browser until the gateway says that it has it, and is sent again under the same id; so
// whatever the network does, it arrives once.
(function (settings) {
  'use strict';

  const script = document.currentScript;
  const place = document.getElementById('glassline-chat'); // on the gateway's own page
  const wanted = (script && script.dataset.lang) || document.documentElement.lang || navigator.language || '';
  const language = settings.texts[wanted.slice(0, 2).toLowerCase()]
    ? wanted.slice(0, 2).toLowerCase() : Object.keys(settings.texts)[0];
  const texts = settings.texts[language];

  const TEXT_MAX = 4000;
  const STORE = 'glassline-chat ' + settings.base;
  const RENEW_BEFORE_S = 6 * 86400;
  const RETRY_MS = [1000, 2000, 4000, 8000, 15000, 30000];
  const POLL_MS = 4000;
  const SILENT_MS = 45000; // the stream says something every 15 seconds

  // ---------------------------------------------------------------------------------------------- What is remembered

  // {token, expires, queue: [{id, text, choice}]}. Where a browser stores nothing, for as long as the page is open.
  let memory = {};

  function read() {
    try {
      memory = JSON.parse(localStorage.getItem(STORE)) || memory;
    } catch (e) { /* no storage */ }
    if (memory.expires && memory.expires * 1000 < Date.now()) {
      memory = { queue: memory.queue };
    }
    if (place && place.dataset.session && !memory.token) {
      memory.token = place.dataset.session;
    }
    memory.queue = memory.queue || [];
    return memory;
  }

  function write(change) {
    Object.assign(read(), change);
    try {
      localStorage.setItem(STORE, JSON.stringify(memory));
    } catch (e) { /* no storage */ }
  }

  function drawn() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
  }

  // ------------------------------------------------------------------------------------------------- How it looks

  const CSS = `
    :host { all: initial; --accent: var(--glassline-accent, #12466b); color-scheme: light; }
    * { box-sizing: border-box; font: inherit; letter-spacing: inherit; }
    [hidden] { display: none !important; }
    .root { font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #16212b; }
    button, textarea { color: inherit; }
    button { cursor: pointer; min-height: 2.75rem; border-radius: .5rem; border: 1px solid transparent; padding: .4rem .9rem; }
    :focus-visible { outline: 3px solid #f2a541; outline-offset: 2px; box-shadow: 0 0 0 2px #16212b; }
    .launch { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; display: flex; align-items: center; gap: .6rem;
      background: var(--accent); color: #fff; font-weight: 600; border: 2px solid #fff; border-radius: 2rem;
      padding: .55rem 1.15rem .55rem .95rem; box-shadow: 0 2px 10px rgb(0 0 0 / .3); max-width: calc(100vw - 2rem); }
    .launch svg { width: 1.5rem; height: 1.5rem; flex: none; }
    .launch .dot { width: .75rem; height: .75rem; border-radius: 50%; background: #ffb84d; border: 2px solid #fff; flex: none; }
    .panel { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; width: 24rem; max-width: calc(100vw - 2rem);
      height: min(38rem, calc(100vh - 2rem)); height: min(38rem, calc(100dvh - 2rem)); display: flex; flex-direction: column;
      background: #fff; border: 1px solid #5d6f7f; border-radius: .9rem; overflow: hidden; box-shadow: 0 6px 30px rgb(0 0 0 / .28); }
    .page .panel { position: static; width: auto; max-width: none; height: 100vh; height: 100dvh; border: 0; border-radius: 0; box-shadow: none; }
    .head { display: flex; align-items: center; justify-content: space-between; gap: .5rem; background: var(--accent); color: #fff;
      padding: .35rem .4rem .35rem 1rem; flex: none; }
    .head h2 { font-weight: 650; font-size: 1.06rem; margin: 0; overflow-wrap: anywhere; }
    .head button { background: transparent; color: #fff; padding: 0; width: 2.75rem; flex: none; }
    .head button:hover { background: rgb(255 255 255 / .16); }
    .head svg { width: 1.3rem; height: 1.3rem; display: block; margin: auto; }
    .log { flex: 1 1 auto; min-height: 7rem; overflow-y: auto; overscroll-behavior: contain; padding: .9rem; background: #f3f6f8; }
    .note { margin: 0 0 .9rem; color: #3d4d5b; font-size: .94rem; }
    .line { margin: 0 0 .7rem; display: flex; flex-direction: column; align-items: flex-start; }
    .line b { font-size: .8rem; font-weight: 600; color: #45545f; margin: 0 .2rem .15rem; }
    .line .text { background: #fff; border: 1px solid #c3ced7; border-radius: .2rem .8rem .8rem .8rem; padding: .55rem .8rem;
      max-width: 88%; white-space: pre-wrap; overflow-wrap: anywhere; }
    .line.own { align-items: flex-end; }
    .line.own .text { background: var(--accent); border-color: var(--accent); color: #fff; border-radius: .8rem .2rem .8rem .8rem; }
    .line.own.waiting .text { background: #fff; color: #16212b; border-style: dashed; border-color: #5d6f7f; }
    .line a { color: #0b5394; text-decoration: underline; }
    .line small { font-size: .8rem; color: #45545f; margin: .15rem .2rem 0; }
    .offers { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 .2rem; }
    .offers button { background: #fff; border-color: var(--accent); color: var(--accent); font-weight: 600; text-align: start; }
    .offers button:hover { background: #e6eef4; }
    .status { flex: none; min-height: 1.7rem; padding: .1rem .9rem; font-size: .88rem; color: #3d4d5b; background: #f3f6f8; margin: 0; }
    form { flex: none; display: flex; flex-wrap: wrap; gap: .3rem .5rem; align-items: end; padding: .5rem .7rem .6rem; border-top: 1px solid #c3ced7; background: #fff; margin: 0; }
    form label { flex: 1 0 100%; font-size: .88rem; font-weight: 600; color: #2c3a45; }
    textarea { flex: 1 1 10rem; min-width: 0; min-height: 2.75rem; max-height: 8rem; resize: none; border: 1px solid #5d6f7f; border-radius: .5rem;
      padding: .5rem .65rem; background: #fff; field-sizing: content; }
    .send { background: var(--accent); color: #fff; font-weight: 600; border-color: var(--accent); }
    .foot { flex: none; padding: 0 .7rem .5rem; background: #fff; font-size: .84rem; color: #45545f; }
    .foot p { margin: 0; }
    .foot button { background: none; border: 0; padding: .2rem 0; min-height: 1.75rem; text-decoration: underline; color: #2c3a45; font-size: .84rem; }
    .aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 30rem), (max-height: 26rem) {
      .panel { inset: 0; width: auto; max-width: none; height: auto; border: 0; border-radius: 0; overflow-y: auto; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .launch, .offers button, .head button { transition: background-color .15s; }
    }
    @media (forced-colors: active) {
      .launch, .panel, .line .text, .send { border: 2px solid; }
    }`;

  function el(tag, properties, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name in node) {
        node[name] = value;
      } else {
        node.setAttribute(name, value);
      }
    }
    node.append(...children);
    return node;
  }

  function icon(path) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    for (const [name, value] of Object.entries({ d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': '2',
      'stroke-linecap': 'round', 'stroke-linejoin': 'round' })) {
      line.setAttribute(name, value);
    }
    svg.append(line);
    return svg;
  }

  const dot = el('span', { className: 'dot', hidden: true });
  const news = el('span', { className: 'aside' });
  const launch = el('button', { type: 'button', className: 'launch', 'aria-expanded': 'false' },
    icon('M4 5h16v11H9l-5 4z'), el('span', {}, texts.open), dot, news);
  const close = el('button', { type: 'button', 'aria-label': texts.close, title: texts.close }, icon('M6 6l12 12M18 6L6 18'));
  const log = el('div', { className: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': texts.messages, tabIndex: 0 },
    el('p', { className: 'note' }, texts.welcome));
  const status = el('p', { className: 'status', role: 'status' });
  const input = el('textarea', { id: 'text', rows: 1, maxLength: TEXT_MAX, autocomplete: 'off' });
  const form = el('form', { noValidate: true }, el('label', { htmlFor: 'text' }, texts.message), input,
    el('button', { className: 'send' }, texts.send));
  const kept = el('p', {}, texts.kept);
  const forget = el('button', { type: 'button' }, texts.forget);
  const title = el('h2', { id: 'title' }, texts.title);
  const head = el('div', { className: 'head' }, title);
  const panel = el('section', { className: 'panel', 'aria-labelledby': 'title', hidden: true },
    head, log, status, form, el('div', { className: 'foot' }, kept, forget));
  const root = el('div', { className: place ? 'root page' : 'root', lang: language }, launch, panel);

  function mount() {
    const host = el('div', {});
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(root);
    if (place) {
      launch.hidden = true;
      panel.hidden = false;
      place.replaceChildren(host);
      place.classList.add('live');
    } else {
      head.append(close);
      panel.setAttribute('role', 'dialog');
      document.body.append(host);
    }
  }

  const isOpen = () => !panel.hidden;
  const isSeen = () => isOpen() && document.visibilityState === 'visible';

  function show(open) {
    panel.hidden = !open;
    launch.hidden = open;
    launch.setAttribute('aria-expanded', String(open));
    if (open) {
      dot.hidden = true;
      news.textContent = '';
      toEnd();
      input.focus();
      markRead();
      follow();
    } else {
      launch.focus();
    }
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
  }

  function say(text) {
    if (status.textContent !== text) {
      status.textContent = text;
    }
  }

  // --------------------------------------------------------------------------------------------------- The talk

  const lines = new Map(); // by id, and what is not confirmed yet by the id that it was given here
  let answering = false;
  let trouble = '';

  function author(by) {
    return by === 'citizen' ? texts.you : by === 'agent' ? texts.staff : texts.assistant;
  }

  // Addresses of pages become links; nothing else that is written is ever more than text.
  function linked(text) {
    const parts = [];
    let from = 0;
    for (const found of text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g)) {
      parts.push(text.slice(from, found.index),
        el('a', { href: found[0], rel: 'noopener', target: place ? '' : '_blank' }, found[0]));
      from = found.index + found[0].length;
    }
    parts.push(text.slice(from));
    return parts;
  }

  function nodeOf(line) {
    const own = line.by === 'citizen';
    const node = el('div', { className: own ? 'line own' : 'line' }, el('b', {}, author(line.by)),
      el('div', { className: 'text' }, ...(own ? [line.text] : linked(line.text))));
    if (line.offers) {
      const offers = el('div', { className: 'offers', role: 'group', 'aria-label': line.text.slice(0, 120) });
      for (const offer of line.offers) {
        offers.append(el('button', { type: 'button', onclick: () => send(offer.label, offer.id) }, offer.label));
      }
      node.append(offers);
      node.offers = offers;
    }
    return node;
  }

  function take(update) {
    const before = lines.size;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    let unread = false;
    for (const line of update.lines) {
      const known = lines.get(line.id) || (line.client && lines.get(line.client));
      if (known) {
        lines.delete(known.key);
        known.key = line.id;
        known.mark = line.mark || known.mark;
        known.node.classList.remove('waiting');
        known.node.querySelectorAll('small').forEach((small) => small.remove());
        lines.set(line.id, known);
      } else {
        const entry = { key: line.id, by: line.by, mark: line.mark, node: nodeOf(line) };
        lines.set(line.id, entry);
        log.append(entry.node);
        unread = unread || (line.by !== 'citizen' && line.mark !== 'read');
      }
      if (line.client) {
        unqueue(line.client);
      }
    }
    if (update.whole) {
      inOrder(update.lines);
    }
    waitingLast();
    offersOfLastOnly();
    answering = update.answering;
    tell();
    if (lines.size > before) {
      if (atEnd) {
        toEnd();
      }
      if (unread && !isOpen()) {
        dot.hidden = false;
        news.textContent = texts.new;
      }
      markRead();
    }
  }

  // A node is moved only where it stands wrong: what is moved may be read aloud again.
  function inOrder(ordered) {
    let next = null;
    for (let i = ordered.length - 1; i >= 0; i--) {
      const node = lines.get(ordered[i].id).node;
      if (node.nextSibling !== next) {
        log.insertBefore(node, next);
      }
      next = node;
    }
  }

  function waitingLast() {
    for (const entry of lines.values()) {
      if (entry.node.classList.contains('waiting') && entry.node.nextElementSibling &&
          !entry.node.nextElementSibling.classList.contains('waiting')) {
        log.append(entry.node);
      }
    }
  }

  function offersOfLastOnly() {
    const last = log.lastElementChild;
    for (const entry of lines.values()) {
      if (entry.node.offers) {
        entry.node.offers.hidden = entry.node !== last;
      }
    }
  }

  function tell() {
    const offline = navigator.onLine === false || trouble === 'offline';
    say(memory.queue.length && offline ? texts.offline
      : trouble && trouble !== 'offline' ? texts[trouble]
        : memory.queue.length ? texts.sending : answering ? texts.answering : '');
    kept.hidden = Boolean(memory.token);
    forget.hidden = !memory.token;
  }

  // ------------------------------------------------------------------------------------------------ What is sent

  function send(text, choice) {
    const message = { id: drawn(), text };
    if (choice) {
      message.choice = choice;
    }
    write({ queue: read().queue.concat(message) });
    showWaiting(message);
    trouble = '';
    tell();
    toEnd();
    input.focus();
    deliver();
  }

  function showWaiting(message) {
    if (lines.has(message.id)) {
      return;
    }
    const node = nodeOf({ by: 'citizen', text: message.text });
    node.classList.add('waiting');
    node.append(el('small', {}, texts.sending));
    lines.set(message.id, { key: message.id, by: 'citizen', node });
    log.append(node);
    offersOfLastOnly();
  }

  function unqueue(id) {
    if (read().queue.some((message) => message.id === id)) {
      write({ queue: memory.queue.filter((message) => message.id !== id) });
    }
  }

  let delivering = false;
  let failures = 0;
  let timer = 0;

  // One after the other, in the order in which they were written, until each is taken.
  async function deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    clearTimeout(timer);
    try {
      while (read().queue.length) {
        const message = memory.queue[0];
        if (!memory.token) {
          await begin();
        }
        const answer = await call('messages', message);
        if (answer.ok || answer.status === 400 || answer.status === 413) {
          unqueue(message.id);
          const entry = lines.get(message.id);
          if (entry) {
            entry.node.classList.toggle('waiting', !answer.ok);
            entry.node.querySelectorAll('small').forEach((small) => small.remove());
          }
          failures = 0;
          trouble = answer.ok ? '' : answer.status === 413 ? 'too-long' : 'refused';
          answering = answering || answer.ok;
          follow();
        } else if (answer.status === 401) {
          write({ token: undefined, expires: undefined });
        } else {
          throw answer;
        }
        tell();
      }
    } catch (answer) {
      const after = answer instanceof Response ? Number(answer.headers.get('Retry-After')) * 1000 : 0;
      trouble = answer instanceof Response ? (answer.status === 403 || answer.status === 404 ? 'refused' : 'too-fast') : 'offline';
      timer = setTimeout(deliver, after || RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    }
    delivering = false;
    tell();
  }

  function call(path, body, headers, signal) {
    const sent = Object.assign({}, headers, memory.token ? { Authorization: 'Bearer ' + memory.token } : {},
      body ? { 'Content-Type': 'application/json' } : {});
    return fetch(settings.base + '/' + path, { method: body ? 'POST' : 'GET', headers: sent, cache: 'no-store', signal,
      credentials: place ? 'same-origin' : 'omit', body: body && JSON.stringify(body) });
  }

  // Where very many come from one address, the browser works for a moment and nobody is asked anything.
  async function begin() {
    let answer = await call('session', {});
    if (answer.status === 429 && crypto.subtle && (answer.headers.get('Content-Type') || '').startsWith('application/json')) {
      const { puzzle, bits } = await answer.json();
      answer = await call('session', { puzzle, answer: await solved(puzzle, bits) });
    }
    if (!answer.ok) {
      throw answer;
    }
    write(await answer.json());
  }

  async function solved(puzzle, bits) {
    const bytes = new TextEncoder();
    for (let n = 0; ; n++) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.encode(puzzle + '.' + n)));
      if ((((digest[0] << 16) | (digest[1] << 8) | digest[2]) >>> (24 - bits)) === 0) {
        return String(n);
      }
    }
  }

  let marking = 0;

  function markRead() {
    clearTimeout(marking);
    marking = setTimeout(() => {
      const mark = isSeen() ? 'read' : 'delivered';
      const unmarked = Array.from(lines.values()).filter((entry) => entry.by !== 'citizen' && entry.mark !== 'read' && entry.mark !== mark);
      if (unmarked.length && memory.token) {
        call('marks', { [mark]: unmarked.slice(-100).map((entry) => entry.key) }).then((answer) => {
          if (answer.ok) {
            unmarked.forEach((entry) => { entry.mark = mark; });
          }
        }, () => { /* with the next one */ });
      }
    }, 400);
  }

  // --------------------------------------------------------------------------------------------- What is heard

  let cursor = '';
  let following = null;
  let lost = 0;

  // A stream while it lasts; where there is none, a look now and then.
  async function follow() {
    if (following || !read().token) {
      return;
    }
    const control = following = new AbortController();
    let wait = RETRY_MS[Math.min(lost, RETRY_MS.length - 1)];
    try {
      const answer = await call('events', null, cursor ? { 'Last-Event-ID': cursor } : {}, control.signal);
      if (answer.status === 401) {
        over();
        return;
      }
      if (!answer.ok) {
        await look();
        wait = POLL_MS;
      } else {
        await listen(answer.body.getReader(), control);
        wait = 500;
        lost = 0;
      }
    } catch (e) {
      lost++;
      if (lost > 2) {
        await look().then(() => { wait = POLL_MS; }, () => {});
      }
    }
    if (following === control) {
      following = null;
      setTimeout(follow, wait);
    }
  }

  async function look() {
    const answer = await call('talk?after=' + encodeURIComponent(cursor));
    if (answer.ok) {
      heard(await answer.json());
    }
  }

  async function listen(reader, control) {
    const decoder = new TextDecoder();
    let text = '';
    let silent = 0;
    for (;;) {
      silent = setTimeout(() => control.abort(), SILENT_MS);
      const { value, done } = await reader.read();
      clearTimeout(silent);
      if (done) {
        return;
      }
      text += decoder.decode(value, { stream: true });
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        const data = text.slice(0, end).split('\n').filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trimStart()).join('\n');
        if (data) {
          heard(JSON.parse(data));
        }
      }
    }
  }

  function heard(update) {
    cursor = update.cursor;
    take(update);
  }

  function over() {
    write({ token: undefined, expires: undefined });
    stop();
    tell();
  }

  function stop() {
    const control = following;
    following = null;
    if (control) {
      control.abort();
    }
  }

  // A page that slept, or was offline, begins again at once where it was.
  function again() {
    stop();
    lost = 0;
    failures = 0;
    if (trouble === 'offline') {
      trouble = '';
    }
    follow();
    deliver();
    markRead();
  }

  // ------------------------------------------------------------------------------------------------ What is done

  launch.addEventListener('click', () => show(true));
  close.addEventListener('click', () => show(false));
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !place && isOpen()) {
      event.stopPropagation();
      show(false);
    }
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) {
      input.value = '';
      send(text);
    } else {
      input.focus();
    }
  });
  forget.addEventListener('click', () => {
    stop();
    memory = { queue: [] };
    try {
      localStorage.removeItem(STORE);
    } catch (e) { /* no storage */ }
    if (place) {
      delete place.dataset.session;
      fetch(settings.base + '/forget', { method: 'POST', credentials: 'same-origin', redirect: 'manual' }).catch(() => {});
    }
    lines.forEach((entry) => entry.node.remove());
    lines.clear();
    cursor = '';
    answering = false;
    trouble = '';
    tell();
    input.focus();
  });
  window.addEventListener('online', again);
  window.addEventListener('offline', tell);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      again();
    }
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      again();
    }
  });
  window.addEventListener('storage', (event) => {
    if (event.key === STORE) { // the same visitor in another window
      const before = memory.token;
      memory = {};
      read();
      if (before && memory.token !== before) {
        stop();
        lines.forEach((entry) => entry.node.remove());
        lines.clear();
        cursor = '';
      }
      follow();
      tell();
    }
  });

  function start() {
    mount();
    read().queue.forEach(showWaiting);
    tell();
    follow();
    deliver();
    if (memory.token && memory.expires && memory.expires - Date.now() / 1000 < RENEW_BEFORE_S) {
      call('session', {}).then((answer) => answer.ok && answer.json().then(write), () => {});
    }
  }

  if (document.body) {
    start();
  } else {
    document.addEventListener('DOMContentLoaded', start);
  }
})(/* settings */);
