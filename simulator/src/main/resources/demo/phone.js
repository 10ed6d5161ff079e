// The demo phone: one citizen, an app for each of the city's accounts, and the provider stand-ins that this page is served from.
//
// Nothing is kept here but who the citizens are and what they have read. What was said is asked of the stand-ins:
//   POST /incoming            the citizen says something; answered when the provider's first try is over
//   GET  /thread, GET /calls  what was said, both ways
//   GET  /webhooks            the provider's signed calls to the city and how each try went
// Read from the top: the city's apps, the beat that asks for news, the apps, the panel, and the small things last.

const city = await (await fetch('/demo/city.json', { cache: 'no-store' })).json();
const CITY = `City of ${city.name}`;

/// An app for each kind of account; the city's accounts say which of them are on this phone, and their numbers.
const KINDS = {
  sms: {
    name: 'Messages', provider: 'Twilio', by: 'sent a text',
    address: person => person.phone, shown: person => spaced(person.phone),
    about: 'Text message with', placeholder: 'Text message', charactersMax: 1600,
  },
  whatsapp: {
    name: 'WhatsApp', provider: 'Meta', by: 'wrote on WhatsApp',
    address: person => digitsOf(person.phone), shown: person => spaced(person.phone),
    about: 'You write to the city’s own account. The city answers within this chat.',
    placeholder: 'Message', charactersMax: 4096,
  },
  telegram: {
    name: 'Telegram', provider: 'Telegram', by: 'wrote on Telegram',
    address: person => person.chat, shown: person => person.chat,
    about: 'What can the city do for you? Ask in your own words.',
    placeholder: 'Write a message', charactersMax: 4096,
  },
  email: {
    name: 'Mail', provider: 'The mail server', by: 'wrote a mail',
    address: person => person.mail, shown: person => person.mail,
  },
  voice: {
    name: 'Phone', provider: 'Twilio', by: 'called the city',
    address: person => person.phone, shown: person => spaced(person.phone),
  },
};
const CHAT_KINDS = ['sms', 'whatsapp', 'telegram'];
const APPS = city.accounts.flatMap(appOfAccount);
const CHATS = APPS.filter(app => CHAT_KINDS.includes(app.kind));

/// Chats may be several of a kind; there is one mailbox and one line on this phone.
function appOfAccount(account, index, all) {
  const like = KINDS[account.kind];
  const before = all.slice(0, index).filter(other => other.kind === account.kind).length;
  if (!like || (before > 0 && !CHAT_KINDS.includes(account.kind))) {
    return [];
  }
  const kind = account.kind === 'email' ? 'mail' : account.kind;
  const number = spaced(account.shown);
  return [{
    ...like, kind, id: before ? `${kind}-${before + 1}` : kind, account: account.account, number,
    name: before ? `${like.name} ${before + 1}` : like.name,
    about: kind === 'sms' ? `${like.about} ${number}` : like.about,
  }];
}

/// The city's own number for calls, as a citizen may dial it.
function isCityNumber(digits) {
  const own = digitsOf(appOf('voice')?.number ?? '');
  return digits === '311' || (own !== '' && (digits === own || `1${digits}` === own));
}

const PEOPLE = [
  { id: 'ana', name: 'Ana Torres', phone: '+15550142', mail: 'ana@example.com', chat: '555000142' },
  { id: 'ben', name: 'Ben Okafor', phone: '+15550143', mail: 'ben@example.com', chat: '555000143' },
  { id: 'mei', name: 'Mei Lindqvist', phone: '+15550144', mail: 'mei@example.com', chat: '555000144' },
];

const TRASH = 'When is trash collected on Elm Street?';
const ESPANOL = 'Hablo español: ¿cuándo pasa la basura?';
const IN_CHARGE = ['talk to a person', 'STOP', 'START'];
const EXAMPLE_TRIES = {
  sms: [['Ask', [TRASH, 'How do I report a pothole?', ESPANOL]], ['Look it up', ['permit status', 'PRM-2026-0117']], ['You are in charge', IN_CHARGE]],
  whatsapp: [['Ask', ['What can you help me with?', ESPANOL, { photo: true, label: 'Send a photo of a pothole' }]], ['Look it up', ['permit status', 'PRM-2026-0117']], ['You are in charge', IN_CHARGE]],
  telegram: [['Ask', ['/start', TRASH, 'My streetlight is out', ESPANOL]], ['Look it up', ['permit status', 'PRM-2026-0117']], ['You are in charge', IN_CHARGE]],
  mail: [['Write a mail', [
    { label: 'Trash on Elm Street', subject: 'Trash on Elm Street', text: 'Dear city,\n\nwhen is trash collected on Elm Street?\n\nKind regards\n{name}' },
    { label: 'My permit PRM-2026-0117', subject: 'Permit PRM-2026-0117', text: 'Hello,\n\nwhat is the status of my permit PRM-2026-0117?\n\nThank you\n{name}' },
    { label: 'Una pregunta en español', subject: 'Pregunta sobre la basura', text: 'Buenos días:\n\n¿cuándo pasa la basura por la calle Elm?\n\nGracias\n{name}' },
    { label: 'I would like a person to answer', subject: 'Please have a person answer', text: 'Hello,\n\nI would like to talk to a person about a neighbor’s fence.\n\n{name}' },
  ]]],
  voice: [['Call, and say', [TRASH, 'permit status', 'PRM-2026-0117', '¿Habla español?', 'talk to a person']], ['Or press', [{ keys: '1', label: '1' }, { keys: '2', label: '2' }, { keys: '0', label: '0' }, { keys: '#', label: '#' }]]],
};

/// What one may say: the example city's own, or what residents ask of another city.
function triesOf(kind) {
  if (!city.questions.length) {
    return EXAMPLE_TRIES[kind];
  }
  const asked = city.questions;
  if (kind === 'mail') {
    return [['Write a mail', asked.map(text => ({ label: text, subject: text, text: `Dear city,\n\n${text}?\n\nKind regards\n{name}` }))]];
  }
  return kind === 'voice'
    ? [['Call, and say', [...asked, 'talk to a person']], EXAMPLE_TRIES.voice[1]]
    : [['Ask', asked], ['You are in charge', IN_CHARGE]];
}

const BEAT_MS = 700;
const BEATS_BETWEEN_QUIET_APPS = 2;
const WEBHOOK_LOOK_MS = 1200;
const KEYS_TOGETHER_MS = 1100;
const PHOTO_SIDE_MAX = 1280;
const PATIENCE_MS = 12_000;

const people = remembered('glassline.demo.people', { everyone: PEOPLE, current: 'ana' });
const seen = remembered('glassline.demo.seen', {});
let here = 'home';
let threads = {};
let calls = [];
let sending = [];
let latest = null;
let nextKey = 1;
const keyOfLine = new Map();
const photos = new Map();
const retrying = new Set();

function start() {
  if (!people.everyone.some(person => person.id === people.current)) {
    people.current = people.everyone[0].id;
  }
  buildDock();
  CHATS.forEach(buildChat);
  buildMail();
  buildPhone();
  buildPeople();
  nameTheCity();
  linkTheOtherSide();
  tellTime();
  setInterval(tellTime, 1000);
  $('#home-bar').onclick = () => open('home');
  $('#call-pill').onclick = () => open('voice');
  const asked = location.hash.slice(1);
  open(APPS.some(app => app.id === asked) ? asked : 'home');
  showPerson();
  beat();
  document.addEventListener('visibilitychange', () => document.hidden || beat());
}

function nameTheCity() {
  document.title = `Glassline: the demo phone of ${city.name}`;
  document.querySelectorAll('[data-city]').forEach(place => { place.textContent = CITY; });
  if (city.questions.length) {
    $('.place').textContent = `${city.name}, as it would be`;
  }
  $('#contact-number').textContent = `${appOf('voice')?.number ?? ''}, or simply 311`;
  $('#mail-to').textContent = appOf('mail')?.number ?? '';
}

function me() {
  return people.everyone.find(person => person.id === people.current);
}

function appOf(id) {
  return APPS.find(app => app.id === id);
}

// ---- The beat: what is new?

let beatTimer = 0;
let beats = 0;
let beating = false;

async function beat() {
  clearTimeout(beatTimer);
  if (document.hidden || beating) {
    return;
  }
  beating = true;
  const quiet = APPS[Math.floor(beats / BEATS_BETWEEN_QUIET_APPS) % APPS.length].id;
  const due = new Set(beats === 0 ? APPS.map(app => app.id) : []);
  if (here !== 'home') {
    due.add(here);
  }
  if (beats % BEATS_BETWEEN_QUIET_APPS === 0) {
    due.add(quiet);
  }
  if (latest) {
    due.add(latest.app);
  }
  if (openCall()) {
    due.add('voice');
  }
  try {
    await Promise.all([...due].map(id => (id === 'voice' ? refreshCalls() : refreshThread(id))));
    connected(true);
    beats += 1;
  } catch {
    connected(false);
  }
  beating = false;
  beatTimer = setTimeout(beat, BEAT_MS);
}

async function refreshThread(id) {
  const app = appOf(id);
  const person = me();
  const lines = await get(`/thread?account=${app.account}&with=${encodeURIComponent(app.address(person))}`);
  if (person.id !== people.current || !Array.isArray(lines)) {
    return;
  }
  const thread = lines.filter(line => line && typeof line === 'object').map(tidyLine);
  const first = !(id in threads);
  const before = threads[id] ?? [];
  threads[id] = thread;
  settleSending(id, thread);
  if (!same(before, thread) || first) {
    showThread(id);
    if (!first) {
      const known = new Set(before.map(line => line.id));
      thread.filter(line => line.out && !known.has(line.id)).forEach(line => heardFromCity(app, line));
    }
  }
  countUnread();
}

function tidyLine(line, index) {
  return {
    id: String(line.id ?? `${line.direction}-${line.at ?? ''}-${index}`),
    out: line.direction === 'out',
    text: String(line.text ?? ''),
    at: line.at ?? null,
    status: String(line.status ?? ''),
    subject: line.subject ? String(line.subject) : '',
    buttons: (line.buttons ?? []).filter(button => button?.id != null).map(button => ({ id: String(button.id), label: String(button.label ?? button.id) })),
    media: (line.media ?? []).map(item => (typeof item === 'string' ? item : item?.filename ?? 'attachment')),
  };
}

function heardFromCity(app, line) {
  announce(`${CITY}, ${app.name}: ${line.text}`);
  retrying.clear();
  if (here !== app.id && here !== 'home') {
    showBanner(app, line.text || line.subject);
  }
  showPanel();
}

async function refreshCalls() {
  const person = me();
  const all = await get(`/calls?from=${encodeURIComponent(person.phone)}`);
  if (person.id !== people.current || !Array.isArray(all)) {
    return;
  }
  const first = !('voice' in threads);
  threads.voice = [];
  const before = calls;
  calls = all.filter(call => call?.sid).map(call => ({
    sid: String(call.sid),
    state: String(call.state ?? 'ringing'),
    at: call.at ?? call.said?.[0]?.at ?? null,
    error: call.error ? String(call.error) : '',
    said: (call.said ?? []).filter(Boolean).map(line => ({ city: line.who === 'city', text: String(line.text ?? ''), at: line.at ?? null })),
  }));
  if (!first && same(before, calls)) {
    return;
  }
  noticeCalls(before, first);
  showCall();
  showRecents();
  countUnread();
  showPanel();
}

function connected(yes) {
  const state = yes ? 'yes' : 'no';
  if ($('#connection').dataset.state !== state) {
    $('#connection').dataset.state = state;
    $('#connection-words').textContent = yes ? 'Providers are listening' : 'The providers are not there. Is the demo running?';
  }
}

// ---- Saying something

/// The citizen says `text` in a chat or a mail. The bubble is there at once, and stays until the thread has it.
async function say(id, text, extra = {}, photo = null) {
  const app = appOf(id);
  const person = me();
  const bubble = {
    key: `mine-${nextKey++}`, app: id, person: person.id, text, at: new Date().toISOString(), state: 'sending',
    known: new Set((threads[id] ?? []).map(line => line.id)), subject: extra.subject ?? '', extra, photo,
  };
  sending.push(bubble);
  follow(id, { text, bubble });
  if (photo) {
    photos.set(bubble.key, photo);
  }
  showThread(id, true);
  await post(bubble, app, person);
}

async function post(bubble, app, person) {
  const followed = latest;
  const body = { account: app.account, from: app.address(person), text: bubble.text, profileName: person.name, ...bubble.extra };
  if (bubble.photo) {
    body.media = [{ contentType: bubble.photo.type, data: bubble.photo.url.split(',')[1], filename: bubble.photo.name }];
  }
  try {
    const answer = await send('POST', '/incoming', body);
    bubble.id = answer.body?.id ? String(answer.body.id) : null;
    const kept = answer.status === 202 || answer.body?.accepted === false;
    if (kept && bubble.id) {
      retrying.add(bubble.id);
    }
    if (bubble.state === 'sending') {
      bubble.state = kept ? 'retrying' : 'sent';
    }
    posted(followed, { id: bubble.id, status: answer.body?.status ?? null, kept });
  } catch (failed) {
    bubble.state = 'failed';
    bubble.because = failed.message;
    posted(followed, { failed: failed.message });
    toast(failed.message);
  }
  if (threads[bubble.app]) {
    settleSending(bubble.app, threads[bubble.app]);
  }
  showThread(bubble.app);
  beat();
}

/// Bubbles that the thread has by now are the thread's; the first line with the same words is the same message.
function settleSending(id, thread) {
  sending = sending.filter(bubble => {
    if (bubble.app !== id || bubble.person !== people.current) {
      return true;
    }
    const line = thread.find(one => !one.out && !bubble.known.has(one.id) && !keyOfLine.has(one.id)
      && (bubble.id ? one.id === bubble.id : one.text.trim() === bubble.text.trim() || bubble.photo));
    if (!line) {
      return true;
    }
    keyOfLine.set(line.id, bubble.key);
    if (latest?.bubble === bubble) {
      latest.id = line.id;
    }
    return false;
  });
  thread.filter(line => !line.out && line.status && line.status !== 'sent').forEach(line => retrying.delete(line.id));
}

function again(bubble) {
  sending = sending.filter(other => other !== bubble);
  say(bubble.app, bubble.text, bubble.extra, bubble.photo);
}

// ---- Apps, dock, home

function buildDock() {
  $('#dock').replaceChildren(...APPS.map(app => h('button', {
    type: 'button', className: 'dock-app', 'data-app': app.id, onclick: () => open(app.id),
  }, icon(app), h('span', { className: 'dock-name' }, app.name), h('span', { className: 'badge', hidden: true }, h('span', {}), h('span', { className: 'unseen' }, ' new')))));
}

function icon(app) {
  return h('span', { className: `app-icon ${app.kind}` }, use(`i-${app.kind}`));
}

function open(id) {
  here = id;
  $('#screen').dataset.app = id;
  $('#apps').querySelectorAll('.app').forEach(view => { view.hidden = view.dataset.view !== id; });
  $('#dock').querySelectorAll('button').forEach(button => {
    if (button.dataset.app === id) {
      button.setAttribute('aria-current', 'page');
    } else {
      button.removeAttribute('aria-current');
    }
  });
  $('#banner').hidden = true;
  history.replaceState(null, '', id === 'home' ? location.pathname + location.search : `#${id}`);
  showThread(id, true);
  showCall();
  showChips();
  $('#chips').scrollLeft = 0;
  countUnread();
  showPanel();
  if (!beating && beatTimer) {
    beat();
  }
}

function citySaid(id) {
  return id === 'voice' ? 0 : (threads[id] ?? []).filter(line => line.out).length;
}

function countUnread() {
  const marks = seen[people.current] ??= {};
  for (const app of APPS) {
    if (!(app.id in threads)) {
      continue;
    }
    const all = citySaid(app.id);
    const read = here === app.id && !document.hidden ? all : Math.min(marks[app.id] ?? 0, all);
    if (marks[app.id] !== read) {
      marks[app.id] = read;
      keep('glassline.demo.seen', seen);
    }
    const badge = $(`#dock [data-app="${app.id}"] .badge`);
    badge.hidden = all === read;
    setText(badge.firstChild, all - read > 9 ? '9+' : String(all - read));
  }
  showNotices();
}

function showNotices() {
  const answers = APPS.filter(app => app.id !== 'voice').flatMap(app => {
    const last = (threads[app.id] ?? []).findLast(line => line.out);
    return last ? [{ app, line: last }] : [];
  }).sort((one, other) => time(other.line.at) - time(one.line.at)).slice(0, 3);
  reconcile($('#notices'), answers.length ? answers : [null], notice => notice ? notice.app.id + notice.line.id : 'none', notice => notice
    ? h('li', {}, h('button', { type: 'button', className: 'notice', onclick: () => open(notice.app.id) },
      icon(notice.app),
      h('span', { className: 'notice-words' },
        h('span', { className: 'notice-top' }, h('strong', {}, CITY), h('time', {}, clock(notice.line.at))),
        h('span', { className: 'notice-text' }, notice.line.text || notice.line.subject))))
    : h('li', { className: 'notice none' },
      h('span', { className: 'notice-words' }, h('strong', {}, 'The city is listening'), h('span', { className: 'notice-text' }, 'Open an app below, or try one of the suggestions.'))));
}

let bannerTimer = 0;

function showBanner(app, text) {
  const banner = $('#banner');
  banner.querySelector('.app-icon').replaceWith(icon(app));
  $('#banner-app').textContent = `${CITY} · ${app.name}`;
  $('#banner-text').textContent = text;
  banner.onclick = () => open(app.id);
  banner.hidden = false;
  clearTimeout(bannerTimer);
  bannerTimer = setTimeout(() => { banner.hidden = true; }, 6000);
}

let toastTimer = 0;

function toast(text) {
  $('#toast').textContent = text;
  $('#toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('#toast').hidden = true; }, 7000);
}

function tellTime() {
  const now = new Date();
  const short = now.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }).replace(/ [AP]M$/, '');
  setText($('#status-clock'), short);
  setText($('#home-time'), short);
  setText($('#home-date'), now.toLocaleDateString('en-US', { weekday: 'long', month: 'long', day: 'numeric' }));
  tellCallTime();
  if (latest && !latest.settled) {
    showPanel();
  }
}

// ---- Chats

const chats = {};

function buildChat(app) {
  const view = h('section', { className: `app chat ${app.kind}`, 'data-view': app.id, 'aria-label': app.name, hidden: true });
  view.append($('#chat').content.cloneNode(true));
  const part = name => view.querySelector(name);
  const chat = {
    list: part('.bubbles'), scroll: part('.scroll'), trying: part('.trying'), text: part('textarea'), count: part('.count'),
    attached: part('.attached'), file: part('input[type=file]'), photo: null,
  };
  chats[app.id] = chat;
  part('.chat-name p').textContent = app.number;
  part('.chat-about').textContent = app.about;
  part('.to-home').onclick = () => open('home');
  chat.scroll.setAttribute('aria-label', `Conversation in ${app.name}`);
  chat.text.placeholder = app.placeholder;
  chat.text.maxLength = app.charactersMax;
  chat.text.addEventListener('input', () => composing(app, chat));
  chat.text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      part('form').requestSubmit();
    }
  });
  chat.file.addEventListener('change', async () => {
    const [file] = chat.file.files;
    if (file) {
      try {
        attach(chat, await photoOf(file));
      } catch {
        toast(`${file.name} is not a picture this browser can read.`);
      }
    }
    chat.file.value = '';
  });
  chat.attached.querySelector('button').onclick = () => attach(chat, null);
  part('form').addEventListener('submit', event => {
    event.preventDefault();
    const text = chat.text.value.trim();
    if (text || chat.photo) {
      say(app.id, text, {}, chat.photo);
      chat.text.value = '';
      attach(chat, null);
      composing(app, chat);
    }
  });
  $('#apps').append(view);
}

function composing(app, chat) {
  chat.text.style.height = 'auto';
  chat.text.style.height = `${Math.min(chat.text.scrollHeight, 112)}px`;
  if (app.kind === 'sms') {
    chat.count.hidden = !chat.text.value;
    chat.count.textContent = textsOf(chat.text.value);
  }
}

/// What a phone says below a text message: how many texts it is, by the GSM 03.38 alphabet or else UCS-2.
function textsOf(text) {
  const basic = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
  const small = basic.test(text);
  const units = small ? text.length + (text.match(/[\^{}\\[~\]|€]/g) ?? []).length : text.length;
  const [whole, part] = small ? [160, 153] : [70, 67];
  const texts = units <= whole ? 1 : Math.ceil(units / part);
  return `${units} characters, ${texts} ${texts === 1 ? 'text' : 'texts'}`;
}

function attach(chat, photo) {
  chat.photo = photo;
  chat.attached.hidden = !photo;
  if (photo) {
    chat.attached.querySelector('img').src = photo.url;
  }
}

function showThread(id, toEnd = false) {
  if (id === 'mail') {
    showMail(toEnd);
  }
  const chat = chats[id];
  if (!chat) {
    return;
  }
  const lines = linesOf(id);
  const wasAtEnd = chat.scroll.scrollHeight - chat.scroll.scrollTop - chat.scroll.clientHeight < 80;
  const added = reconcile(chat.list, lines, line => line.key, line => bubbleOf(appOf(id), line), line => JSON.stringify([line.status, line.text, line.buttons, line.media, line.day, line.run]));
  chat.trying.hidden = !lines.some(line => line.status === 'retrying');
  if (toEnd || wasAtEnd || added === 'mine') {
    scrollToEnd(chat.scroll);
  }
}

/// The thread and, after it, what is still on its way; with what a line needs to know of its neighbours.
function linesOf(id) {
  const stored = (threads[id] ?? []).map(line => ({
    ...line,
    key: keyOfLine.get(line.id) ?? line.id,
    status: retrying.has(line.id) && line.status === 'sent' ? 'retrying' : line.status,
  }));
  const onTheWay = sending.filter(bubble => bubble.app === id && bubble.person === people.current).map(bubble => ({
    id: '', key: bubble.key, out: false, text: bubble.text, at: bubble.at, status: bubble.state, subject: bubble.subject, buttons: [],
    media: bubble.photo ? [bubble.photo.name] : [], bubble,
  }));
  const lines = [...stored, ...onTheWay];
  return lines.map((line, index) => ({
    ...line,
    day: index === 0 || time(line.at) - time(lines[index - 1].at) > 20 * 60_000 ? dayAndTime(line.at) : '',
    run: lines[index + 1]?.out === line.out ? 'more' : 'last',
  }));
}

function bubbleOf(app, line) {
  const photo = photos.get(line.key);
  const tail = h('span', { className: 'tail' }, h('time', {}, clock(line.at)), line.out ? null : ticks(line.status));
  const bubble = h('div', { className: `bubble ${line.text ? '' : 'only-media'}` },
    h('span', { className: 'unseen' }, line.out ? 'City: ' : 'You: '),
    photo && line.media.length ? h('img', { className: 'photo', src: photo.url, width: photo.width, height: photo.height, alt: 'The photo you sent' })
      : line.media.map(name => h('span', { className: 'attachment' }, use('g-file'), name)),
    line.text ? h('span', { className: 'words', dir: 'auto' }, ...rich(line.text, app.kind)) : null,
    tail);
  return h('li', { className: `line ${line.out ? 'theirs' : 'mine'} ${line.run}`, 'data-status': line.status },
    line.day ? h('p', { className: 'day' }, line.day) : null,
    bubble,
    line.buttons.length ? h('div', { className: 'choices' }, line.buttons.map(button =>
      h('button', { type: 'button', onclick: () => say(app.id, button.label, { button }) }, button.label))) : null,
    line.status === 'failed' ? h('p', { className: 'undelivered' }, use('g-alert'), 'Not delivered. ',
      h('button', { type: 'button', onclick: () => (line.bubble ? again(line.bubble) : say(app.id, line.text)) }, 'Send again')) : null,
    app.kind === 'sms' && !line.out && line.run === 'last' && STATUS_WORDS[line.status]
      ? h('p', { className: 'status-words', 'aria-hidden': 'true' }, STATUS_WORDS[line.status]) : null);
}

const STATUS_WORDS = { sending: 'Sending…', sent: 'Sent', delivered: 'Delivered', read: 'Read', retrying: 'Waiting for the city' };

function ticks(status) {
  const mark = { sending: 'g-clock', retrying: 'g-clock', sent: 'g-tick', failed: 'g-alert' }[status] ?? 'g-ticks';
  return h('span', { className: `ticks ${status}` }, use(mark), h('span', { className: 'unseen' }, STATUS_WORDS[status] ?? status));
}

/// Words with live links. Addresses of the invented city lead nowhere and only look like links.
function rich(text, app) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/g).flatMap((piece, index) => {
    if (index % 2 === 1) {
      let host = '';
      try {
        host = new URL(piece).hostname;
      } catch {
        return [piece];
      }
      const shown = piece.replace(/^https?:\/\//, '');
      return [host.endsWith('.example') ? h('span', { className: 'link' }, shown) : h('a', { href: piece, target: '_blank', rel: 'noopener' }, shown)];
    }
    return app === 'whatsapp'
      ? piece.split(/\*([^*\s](?:[^*\n]*[^*\s])?)\*/g).map((part, bold) => (bold % 2 ? h('b', {}, part) : part))
      : [piece];
  });
}

// ---- Mail

let mailOpen = null;

function buildMail() {
  $('#mail-new').onclick = () => compose('', '');
  $('#mail-cancel').onclick = () => mailPage('list');
  $('#mail-back').onclick = () => { mailOpen = null; mailPage('list'); };
  $('#mail-compose').addEventListener('submit', event => {
    event.preventDefault();
    const subject = $('#mail-compose-subject').value.trim();
    const text = $('#mail-compose-text').value.trim();
    if (subject && text) {
      mailOpen = topicOf(subject);
      mailPage('thread');
      say('mail', text, { subject });
    }
  });
  const reply = $('#mail-reply textarea');
  $('#mail-reply').addEventListener('submit', event => {
    event.preventDefault();
    const thread = mailThreads().find(one => one.topic === mailOpen);
    const text = reply.value.trim();
    if (text && thread) {
      const answered = thread.mails.findLast(mail => mail.out && mail.id.startsWith('<'));
      const subject = /^re:/i.test(thread.subject) ? thread.subject : `Re: ${thread.subject}`;
      reply.value = '';
      say('mail', text, answered ? { subject, inReplyTo: answered.id } : { subject });
    }
  });
}

function compose(subject, text) {
  $('#mail-compose-subject').value = subject;
  $('#mail-compose-text').value = text;
  mailPage('compose');
  (subject ? $('#mail-compose button[type=submit]') : $('#mail-compose-subject')).focus({ preventScroll: true });
}

function mailPage(page) {
  $('#mail-from').textContent = `${me().name} <${me().mail}>`;
  for (const name of ['list', 'thread', 'compose']) {
    $(`#mail-${name}`).hidden = name !== page;
  }
  showMail(true);
}

function topicOf(subject) {
  return subject.replace(/^(\s*(re|fwd?|aw|rv|antw)\s*:)+/i, '').replace(/\s*\[[^\]]*]/g, '').trim().toLowerCase() || 'no subject';
}

function mailThreads() {
  const byTopic = new Map();
  for (const mail of linesOf('mail')) {
    const topic = topicOf(mail.subject);
    const thread = byTopic.get(topic) ?? { topic, subject: mail.subject.replace(/^(\s*re\s*:)+\s*/i, '') || 'No subject', mails: [] };
    thread.mails.push(mail);
    byTopic.set(topic, thread);
  }
  return [...byTopic.values()].sort((one, other) => time(other.mails.at(-1).at) - time(one.mails.at(-1).at));
}

function showMail(toEnd) {
  const all = mailThreads();
  reconcile($('#mail-rows'), all.length ? all : [null], thread => thread?.topic ?? 'none', thread => (thread ? mailRow(thread) : h('li', { className: 'nothing' }, h('strong', {}, 'No mail yet'), `Write to ${appOf('mail').number}. The pen is at the top.`)),
    thread => JSON.stringify(thread?.mails.map(mail => [mail.id, mail.status]) ?? null));
  $('#mail-rows').append(...all.map(thread => $('#mail-rows').querySelector(`[data-topic="${CSS.escape(thread.topic)}"]`)).filter(Boolean));
  const thread = all.find(one => one.topic === mailOpen);
  if (!thread) {
    return;
  }
  setText($('#mail-subject'), thread.subject);
  const cards = $('#mail-cards');
  const added = reconcile(cards, thread.mails, mail => mail.key, mailCard, mail => mail.status + mail.text);
  if (toEnd || added) {
    const last = cards.lastElementChild;
    cards.parentElement.scrollTop = last ? last.offsetTop - 12 : 0;
  }
}

function mailRow(thread) {
  const last = thread.mails.at(-1);
  return h('li', { 'data-topic': thread.topic }, h('button', { type: 'button', className: 'mail-row', onclick: () => { mailOpen = thread.topic; mailPage('thread'); } },
    last.out ? use('emblem', 'avatar') : h('span', { className: 'initials' }, initials(me().name)),
    h('span', { className: 'mail-words' },
      h('span', { className: 'mail-top' }, h('strong', {}, last.out ? CITY : 'You'), thread.mails.length > 1 ? h('span', { className: 'many' }, String(thread.mails.length)) : null, h('time', {}, clock(last.at))),
      h('span', { className: 'mail-row-subject' }, thread.subject),
      h('span', { className: 'mail-snippet' }, last.text.replace(/\s+/g, ' ').slice(0, 110)))));
}

function mailCard(mail) {
  return h('li', { className: `mail-card ${mail.out ? 'theirs' : 'mine'}` },
    h('header', {},
      mail.out ? use('emblem', 'avatar') : h('span', { className: 'initials' }, initials(me().name)),
      h('span', { className: 'mail-who' }, h('strong', {}, mail.out ? CITY : me().name), h('span', {}, mail.out ? `to ${me().mail}` : `to ${appOf('mail').number}`)),
      h('time', {}, clock(mail.at))),
    h('div', { className: 'mail-text', dir: 'auto' }, ...rich(mail.text, 'mail')),
    mail.media.map(name => h('span', { className: 'attachment' }, use('g-file'), name)),
    mail.status === 'failed' ? h('p', { className: 'undelivered' }, use('g-alert'), 'Not delivered.') : null);
}

// ---- Phone

const DIAL_LETTERS = ['', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ', '', '', ''];
const STATE_WORDS = { ringing: 'Calling', speaking: 'The city is speaking', listening: 'The city is listening', holding: 'One moment', ended: 'Call ended' };

let watched = null;
let dialling = false;
let muted = false;
let aloud = false;
let unheard = [];
let keysPressed = '';
let keysTimer = 0;

function buildPhone() {
  const pad = press => ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'].map((key, index) =>
    h('button', { type: 'button', onclick: () => press(key), 'aria-label': { '*': 'star', '#': 'hash' }[key], 'data-letters': DIAL_LETTERS[index] }, key));
  const number = $('#dial-number');
  $('#dial-keys').append(...pad(key => { number.value = (number.value + key).slice(0, 15); }));
  $('#call-keypad').append(...pad(pressKey));
  $('#dial-erase').onclick = () => { number.value = number.value.slice(0, -1); };
  $('#contact').onclick = () => { number.value = '311'; dial(); };
  $('#call').onclick = () => (isCityNumber(digitsOf(number.value)) ? dial() : toast('Only the city has a line in this demo. Dial 311.'));
  $('#show-keypad').onclick = () => dialPage(true);
  $('#show-recents').onclick = () => dialPage(false);
  $('#mute').onclick = () => {
    muted = !muted;
    showCall();
  };
  $('#keypad').onclick = () => {
    $('#call-keys').hidden = !$('#call-keys').hidden;
    press($('#keypad'), !$('#call-keys').hidden);
    scrollToEnd($('#transcript').parentElement);
  };
  $('#aloud').onclick = () => {
    aloud = !aloud;
    press($('#aloud'), aloud);
    if (!aloud) {
      window.speechSynthesis?.cancel();
    }
  };
  $('#aloud').hidden = !('speechSynthesis' in window);
  $('#hang-up').onclick = hangUp;
  $('#say').addEventListener('submit', event => {
    event.preventDefault();
    const words = $('#say-words').value.trim();
    if (words && !muted) {
      $('#say-words').value = '';
      speak(words);
    }
  });
}

function dialPage(keypad) {
  $('#dial-keypad').hidden = !keypad;
  $('#recents').hidden = keypad;
  press($('#show-keypad'), keypad);
  press($('#show-recents'), !keypad);
}

function openCall() {
  return calls.findLast(call => call.state !== 'ended') ?? null;
}

function shownCall() {
  return openCall() ?? calls.find(call => call.sid === watched) ?? null;
}

/// Places a call that says nothing yet, or one that begins with `words`.
async function dial(words = '') {
  if (dialling || openCall()) {
    return;
  }
  dialling = true;
  muted = false;
  watched = null;
  unheard = words ? [{ text: words }] : [];
  follow('voice', { text: words });
  open('voice');
  const followed = latest;
  const caller = { from: me().phone };
  try {
    let answer = await sendQuietly('POST', '/incoming', { account: appOf('voice').account, ...caller, text: words });
    if (answer.status === 400 && !words) {
      answer = await sendQuietly('POST', '/calls', caller);
    }
    if (answer.status >= 400) {
      throw new Error(answer.body?.detail ?? answer.body?.error ?? `The call was refused (${answer.status}).`);
    }
    const sid = answer.body?.id ?? answer.body?.sid;
    watched = sid ? String(sid) : watched;
    posted(followed, { id: watched, status: answer.body?.status ?? null, kept: answer.status === 202 || answer.body?.accepted === false });
  } catch (failed) {
    posted(followed, { failed: failed.message });
    toast(failed.message);
  }
  dialling = false;
  await refreshCalls().catch(() => {});
  showCall();
}

/// The caller says something: heard when the city listens next. Into an ended call, it begins a new one.
async function speak(words) {
  if (!openCall() && !dialling) {
    dial(words);
    return;
  }
  unheard.push({ text: words });
  showCall();
  try {
    await send('POST', '/incoming', { account: appOf('voice').account, from: me().phone, text: words });
  } catch (failed) {
    unheard = unheard.filter(one => one.text !== words);
    toast(failed.message);
  }
  beat();
}

/// Keys pressed one after the other are one entry, as the line takes them.
function pressKey(key) {
  if (!openCall() && !dialling) {
    return;
  }
  keysPressed += key;
  $('#keyed').value = keysPressed;
  clearTimeout(keysTimer);
  const pressed = () => {
    speak(keysPressed);
    keysPressed = '';
  };
  if (key === '#') {
    pressed();
  } else {
    keysTimer = setTimeout(pressed, KEYS_TOGETHER_MS);
  }
}

function hangUp() {
  const call = openCall();
  window.speechSynthesis?.cancel();
  if (call) {
    send('DELETE', `/calls/${encodeURIComponent(call.sid)}`).catch(failed => toast(failed.message)).finally(beat);
  } else {
    watched = null;
  }
  showCall();
}

function noticeCalls(before, first) {
  const live = openCall();
  if (live) {
    watched = live.sid;
  }
  if (first) {
    return;
  }
  for (const call of calls) {
    const old = before.find(one => one.sid === call.sid)?.said.length ?? 0;
    call.said.slice(old).forEach(line => {
      unheard = line.city ? unheard : heard(unheard, line.text);
      if (line.city) {
        announce(`City: ${line.text}`);
        readAloud(line.text);
      }
    });
  }
  if (!live) {
    unheard = [];
  }
}

// Keys come back as many as the city took; the rest is still to be heard.
function heard(waiting, text) {
  const index = waiting.findIndex(one => one.text === text || one.text.startsWith(text));
  if (index < 0) {
    return waiting;
  }
  const rest = waiting[index].text.slice(text.length);
  return [...waiting.slice(0, index), ...(rest && /^[0-9*#]+$/.test(rest) ? [{ text: rest }] : []), ...waiting.slice(index + 1)];
}

function readAloud(text) {
  if (aloud) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = /[¿¡áéíóúñ]/i.test(text) ? 'es-US' : 'en-US';
    window.speechSynthesis.speak(words);
  }
}

function showCall() {
  const call = shownCall();
  const state = call?.state ?? (dialling ? 'ringing' : null);
  const live = state !== null && state !== 'ended';
  $('#dial').hidden = state !== null;
  $('#call-screen').hidden = state === null;
  $('#call-screen').dataset.state = state ?? '';
  $('#call-pill').hidden = !live || here === 'voice';
  setText($('#call-state'), call?.error && state === 'ended' ? 'The line did not hold' : STATE_WORDS[state] ?? state ?? '');
  setText($('#hang-up-words'), live ? 'Hang up' : 'Close');
  $('#hang-up').classList.toggle('close', !live);
  $('#mute').disabled = !live;
  $('#keypad').disabled = !live;
  if (!live) {
    $('#call-keys').hidden = true;
    press($('#keypad'), false);
    $('#keyed').value = '';
  }
  press($('#mute'), muted);
  $('#say-words').disabled = muted;
  $('#say-words').placeholder = muted ? 'You are muted' : live ? 'Say something' : 'Say something to call again';
  $('#say').querySelector('button').disabled = muted;
  const lines = [
    ...(call?.said ?? []).map((line, index) => ({ ...line, key: `${call.sid}-${index}` })),
    ...unheard.map((one, index) => ({ city: false, text: one.text, key: `unheard-${index}-${one.text}`, waiting: true })),
    ...(call?.error ? [{ note: true, text: `What the provider noted: ${call.error}`, key: `${call.sid}-error` }] : []),
  ];
  const added = reconcile($('#transcript'), lines, line => line.key, line => h('li', { className: line.note ? 'note' : line.city ? 'theirs' : `mine ${line.waiting ? 'waiting' : ''}` },
    line.note ? null : h('span', { className: 'who' }, line.city ? 'City' : line.waiting ? 'You, when the city listens' : 'You'),
    h('span', { className: /^[0-9*#]+$/.test(line.text) && !line.city ? 'said pressed' : 'said', dir: 'auto' }, line.text)));
  if (added) {
    scrollToEnd($('#transcript').parentElement);
  }
  tellCallTime();
}

function tellCallTime() {
  const call = shownCall();
  const end = call?.state === 'ended' ? time(call.said.at(-1)?.at ?? call.at) : Date.now();
  const seconds = call?.at ? Math.max(0, Math.round((end - time(call.at)) / 1000)) : 0;
  const words = call ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : '';
  setText($('#call-time'), words);
  setText($('#call-pill-time'), words);
}

function showRecents() {
  const ended = calls.filter(call => call.state === 'ended').reverse();
  reconcile($('#recent-rows'), ended.length ? ended : [null], call => call?.sid ?? 'none', call => (call
    ? h('li', {}, h('button', { type: 'button', className: 'recent', onclick: () => { watched = call.sid; showCall(); } },
      use('emblem', 'avatar'),
      h('span', {}, h('strong', {}, CITY), h('span', {}, `${call.said.length} ${call.said.length === 1 ? 'line' : 'lines'} said`)),
      h('time', {}, clock(call.at))))
    : h('li', { className: 'nothing' }, h('strong', {}, 'No calls yet'), 'Dial 311 and say what you need.')));
}

// ---- Things to try

function showChips() {
  const id = here === 'home' ? APPS[0].id : here;
  setText($('#try-title'), id === 'voice' ? 'Try these on the phone' : `Try these in ${appOf(id).name}`);
  reconcile($('#chips'), triesOf(appOf(id).kind).map(group => ({ group, id })), one => `${one.id}-${one.group[0]}`, ({ group: [title, tries] }) =>
    h('div', { className: 'try-group', role: 'group', 'aria-label': title },
      h('h3', {}, title),
      h('div', { className: 'chips' }, tries.map(one => h('button', { type: 'button', className: one.keys ? 'chip key' : 'chip', onclick: () => tryOut(id, one), lang: /[¿ñ]/.test(one.label ?? one) ? 'es' : undefined }, one.label ?? one)))));
}

async function tryOut(id, one) {
  if (here !== id) {
    open(id);
  }
  bringPhoneIntoView();
  if (id === 'mail') {
    compose(one.subject, one.text.replace('{name}', me().name));
  } else if (id === 'voice') {
    muted = false;
    speak(one.keys ?? one);
  } else if (one.photo) {
    say(id, 'There is a deep pothole in front of 12 Harbor Road', {}, potholePhoto());
  } else {
    say(id, one);
  }
}

function bringPhoneIntoView() {
  const phone = $('.phone').getBoundingClientRect();
  const top = Math.min(phone.top, $('.try').getBoundingClientRect().top);
  if (top < 0 || phone.bottom > innerHeight + 24) {
    const narrow = matchMedia('(max-width: 820px)').matches;
    (narrow ? $('.try') : $('.phone')).scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}

// ---- What just happened

/// Begins to follow what became of something the citizen did.
function follow(id, what) {
  latest = { app: id, person: me().id, at: Date.now(), told: null, hook: null, id: null, settled: false, ...what };
  showPanel();
}

function posted(followed, told) {
  if (followed) {
    followed.told = told;
    followed.id = told.id ?? followed.id;
    showPanel();
    if (followed.app !== 'mail' && followed.id) {
      watchHook(followed);
    }
  }
}

/// Looks up the provider's signed call, and again while the provider is still trying.
async function watchHook(followed) {
  try {
    const all = await get(`/webhooks?account=${appOf(followed.app).account}`);
    followed.hook = Array.isArray(all) ? all.find(hook => hook?.providerId === followed.id && hook.purpose !== 'status') ?? null : null;
  } catch {
    followed.hook = null;
  }
  if (followed.hook?.state === 'accepted') {
    retrying.delete(followed.id);
  }
  if (followed !== latest) {
    return;
  }
  showThread(followed.app);
  showPanel();
  if (followed.hook?.state === 'pending') {
    setTimeout(() => watchHook(followed), WEBHOOK_LOOK_MS);
  }
}

function showPanel() {
  const mine = latest && latest.person === people.current ? latest : null;
  setText($('#about'), mine ? aboutOf(mine) : 'Say something to the city, and its way is drawn here step by step.');
  const steps = mine ? (mine.app === 'voice' ? stepsOfCall(mine) : stepsOfMessage(mine)) : STEPS_AHEAD;
  $('#steps').classList.toggle('ahead', !mine);
  reconcile($('#steps'), steps.map((step, index) => ({ ...step, index })), step => `${mine?.at ?? 0}-${step.index}`, stepOf, step => JSON.stringify(step));
}

function stepOf(step) {
  return h('li', { className: `step ${step.state}` },
    h('span', { className: 'node', 'aria-hidden': 'true' }),
    h('p', { className: 'step-title' }, h('span', {}, step.title), step.took ? h('span', { className: 'took' }, step.took) : null),
    step.detail ? h('p', { className: 'step-detail' }, step.detail) : null,
    step.code ? h('code', {}, step.code) : null);
}

const STEPS_AHEAD = [
  { state: 'todo', title: 'You say something', detail: 'By text, chat, mail or phone.' },
  { state: 'todo', title: 'The provider signs it and calls the city', detail: 'The gateway checks the signature before anything else.' },
  { state: 'todo', title: 'The city says 200', detail: 'Only once the message is stored. From here on it cannot be lost.' },
  { state: 'todo', title: 'The city answers', detail: 'From approved answers, or a person does.' },
  { state: 'todo', title: 'It is on the public record', detail: 'Without your words or your address.' },
];

function aboutOf(followed) {
  const app = appOf(followed.app);
  return followed.text ? `${app.name}: “${shortened(followed.text, 90)}”` : `${app.name}: a call to ${app.number}`;
}

function stepsOfMessage(followed) {
  const app = appOf(followed.app);
  const person = people.everyone.find(one => one.id === followed.person) ?? me();
  const thread = threads[followed.app] ?? [];
  const index = thread.findIndex(line => line.id === followed.id);
  const line = thread[index];
  const answers = index < 0 ? [] : thread.slice(index + 1).filter(one => one.out);
  const sent = { state: 'done', title: `${firstName(person)} ${app.by}`, detail: `${app.shown(person)} to ${app.number}`, took: clockSeconds(line?.at ?? new Date(followed.at).toISOString()) };
  if (followed.told?.failed) {
    return [sent, { state: 'trouble', title: `${app.provider} did not take it`, detail: followed.told.failed }];
  }
  const way = app.id === 'mail' ? wayOfMail(followed) : wayOfHook(followed, app);
  const taken = way.at(-1).state === 'done' || answers.length > 0;
  if (taken) {
    way.at(-1).state = 'done';
  }
  const first = answers[0];
  const waited = Date.now() - followed.at;
  const answer = first
    ? { state: 'done', title: 'The city answered', detail: shortened(first.text || first.subject), took: tookWords(time(first.at) - time(line.at)) }
    : taken
      ? { state: 'now', title: 'The city is answering', detail: waited > PATIENCE_MS ? 'Not yet. A person may have it now: look at the agent’s console.' : 'Approved answers first, a person when that is better.', took: `${Math.round(waited / 1000)} s` }
      : { state: 'todo', title: 'The city answers' };
  const reached = first && ['delivered', 'read'].includes(first.status);
  const back = { state: first ? (reached ? 'done' : first.status === 'failed' ? 'trouble' : 'now') : 'todo', title: app.id === 'mail' ? 'The answer is in your inbox' : `${app.provider} reports it ${first?.status === 'failed' ? 'undelivered' : 'delivered'}`, detail: first ? 'The report is signed too, and noted with the message.' : '' };
  if (app.id === 'mail' && first) {
    Object.assign(back, { state: 'done', detail: 'In the same thread, by the gateway’s own token.' });
  }
  if (app.kind === 'telegram') {
    Object.assign(back, { state: first ? 'done' : 'todo', title: 'Telegram shows it in the chat', detail: first ? 'Telegram tells bots no more than that.' : '' });
  }
  followed.settled = Boolean(first) && (back.state === 'done' || back.state === 'trouble');
  return [sent, ...way, answer, back, recordStep(taken, Boolean(first))];
}

function recordStep(begun, over) {
  return { state: over ? 'done' : begun ? 'now' : 'todo', title: 'On the public record', detail: begun ? 'Each step becomes an entry of the log: what and when, never your words.' : '' };
}

function wayOfMail(followed) {
  const told = followed.told;
  return [
    { state: told ? 'done' : 'now', title: 'The mail server took it', detail: `Into the mailbox ${app.number}`, code: followed.id && followed.id.startsWith('<') ? `Message-ID: ${shortened(followed.id, 26)}` : '' },
    { state: told ? 'now' : 'todo', title: 'The city fetches and stores it', detail: 'It counts the mailbox’s own numbers, so that no mail is skipped.' },
  ];
}

/// The provider's signed call and the city's 200, as the stand-ins noted them, or as much as `POST /incoming` told.
function wayOfHook(followed, app) {
  const { hook, told } = followed;
  const attempts = (hook?.attempts ?? []).filter(Boolean);
  const last = attempts.at(-1);
  const accepted = hook ? hook.state === 'accepted' : told ? !told.kept : false;
  const gaveUp = hook?.state === 'given-up';
  const signed = {
    state: told || hook ? 'done' : 'now',
    title: app.kind === 'telegram' ? 'Telegram called, with its secret' : `${app.provider} signed it and called`,
    detail: hook?.url ? `${hook.method ?? 'POST'} ${pathOf(hook.url)}` : `POST /channels/${app.account}`,
    code: signatureOf(hook),
  };
  const first = attempts.find(attempt => attempt.status >= 200 && attempt.status < 300);
  const tries = attempts.length > 1 ? ` at try ${attempts.length}` : '';
  const took = hook?.at && first?.at ? tookWords(time(first.at) - time(hook.at)) : '';
  if (accepted) {
    return [signed, { state: 'done', title: `The city said ${first?.status ?? told?.status ?? 200}${tries}`, detail: 'The message was stored before that. From here on it cannot be lost.', took }];
  }
  if (gaveUp) {
    return [signed, { state: 'trouble', title: `${app.provider} gave up`, detail: `After ${attempts.length} tries. ${trouble(last)}${app.kind === 'sms' ? ' The city finds it when it compares its list with Twilio’s.' : ''}` }];
  }
  if (told?.kept || last) {
    return [signed, { state: 'wait', title: `${app.provider} is trying again`, detail: `${trouble(last ?? told)} Nothing is lost: the provider keeps the message.`, took: attempts.length ? `${attempts.length} ${attempts.length === 1 ? 'try' : 'tries'}` : '' }];
  }
  return [signed, { state: told ? 'now' : 'todo', title: 'The city stores it and says 200' }];
}

function stepsOfCall(followed) {
  const app = appOf('voice');
  const person = people.everyone.find(one => one.id === followed.person) ?? me();
  const call = calls.find(one => one.sid === followed.id) ?? (followed.id ? null : openCall());
  const dialled = { state: 'done', title: `${firstName(person)} ${app.by}`, detail: `${app.shown(person)} to ${app.number}`, took: clockSeconds(call?.at ?? new Date(followed.at).toISOString()) };
  if (followed.told?.failed) {
    return [dialled, { state: 'trouble', title: 'The call did not go through', detail: followed.told.failed }];
  }
  const way = wayOfHook(followed, app);
  way[0].title = 'Twilio asks what to say, signed';
  const said = call?.said ?? [];
  const heardAnything = said.some(line => line.city);
  if (heardAnything || way[1].state === 'done') {
    Object.assign(way[1], { state: 'done', title: `The city said ${followed.told?.status ?? 200} and spoke`, detail: 'A call waits on the line, so the answer comes in the same breath.' });
  }
  const lines = said.filter(line => !line.city).length;
  const turns = { state: heardAnything ? (call.state === 'ended' ? 'done' : 'now') : 'todo', title: 'You talk', detail: heardAnything ? `You said ${lines} ${lines === 1 ? 'thing' : 'things'}, the city ${said.length - lines}.` : '', took: heardAnything ? STATE_WORDS[call.state] : '' };
  const over = { state: call?.state === 'ended' ? 'done' : 'todo', title: 'The line is closed', detail: call?.state === 'ended' ? 'Twilio reports the call’s length, signed.' : '' };
  followed.settled = call?.state === 'ended';
  return [dialled, ...way, turns, over, recordStep(heardAnything, call?.state === 'ended')];
}

function signatureOf(hook) {
  const header = Object.entries(hook?.headers ?? {}).find(([name]) => /signature|secret-token/i.test(name));
  return header ? `${header[0]}: ${shortened(String(header[1]), Math.max(8, 33 - header[0].length))}` : '';
}

function trouble(attempt) {
  return attempt?.status ? `The city answered ${attempt.status}.` : 'The city could not be reached.';
}

function linkTheOtherSide() {
  const asked = new URLSearchParams(location.search);
  const port = Number(location.port) || 8090;
  const of = (name, otherwise) => (/^\d{2,5}$/.test(asked.get(name) ?? '') ? asked.get(name) : otherwise);
  $('#console-link').href = `http://${location.hostname}:${of('inside', port - 9)}/console`;
  $('#log-link').href = `http://${location.hostname}:${of('gateway', port - 10)}/log/checkpoint`;
}

// ---- People

function buildPeople() {
  const form = $('#person-form');
  const pick = $('#person');
  pick.onchange = () => {
    if (pick.value === 'new') {
      pick.value = people.current;
      edit({ id: null, ...someoneNew() });
    } else {
      become(pick.value);
    }
  };
  $('#edit-person').onclick = () => (form.hidden ? edit(me()) : closeForm());
  $('#cancel-person').onclick = closeForm;
  form.addEventListener('submit', event => {
    event.preventDefault();
    const given = Object.fromEntries(['name', 'phone', 'mail', 'chat'].map(name => [name, form.elements[name].value.trim()]));
    const id = form.dataset.person || `p${Date.now().toString(36)}`;
    const known = people.everyone.findIndex(person => person.id === id);
    people.everyone.splice(known < 0 ? people.everyone.length : known, 1, { id, ...given });
    closeForm();
    become(id);
  });
}

function someoneNew() {
  const tail = String(145 + people.everyone.length).padStart(4, '0');
  return { name: '', phone: `+1555${tail}`, mail: `citizen${tail}@example.com`, chat: `55500${tail}` };
}

function edit(person) {
  const form = $('#person-form');
  form.dataset.person = person.id ?? '';
  for (const name of ['name', 'phone', 'mail', 'chat']) {
    form.elements[name].value = person[name];
  }
  form.hidden = false;
  $('#edit-person').setAttribute('aria-expanded', 'true');
  form.elements.name.focus();
}

function closeForm() {
  if (!$('#person-form').hidden) {
    $('#person-form').hidden = true;
    $('#edit-person').setAttribute('aria-expanded', 'false');
    $('#edit-person').focus();
  }
}

function become(id) {
  people.current = id;
  keep('glassline.demo.people', people);
  threads = {};
  calls = [];
  watched = null;
  unheard = [];
  mailOpen = null;
  beats = 0;
  window.speechSynthesis?.cancel();
  showPerson();
  mailPage('list');
  APPS.forEach(app => showThread(app.id));
  showCall();
  showRecents();
  showNotices();
  showPanel();
  beat();
}

function showPerson() {
  const person = me();
  const options = [...people.everyone.map(one => h('option', { value: one.id }, one.name)), h('option', { value: 'new' }, 'Someone else…')];
  $('#person').replaceChildren(...options);
  $('#person').value = person.id;
  $('#initials').textContent = initials(person.name);
  $('#addresses').replaceChildren(...[['Phone', spaced(person.phone)], ['Mail', person.mail], ['Telegram', person.chat]].map(([name, value]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, value))));
  $('#mail-from').textContent = `${person.name} <${person.mail}>`;
}

// ---- Photos

/// A picture from the citizen's device, made small enough for a text message.
async function photoOf(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, PHOTO_SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = h('canvas', { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return { url: canvas.toDataURL('image/jpeg', 0.82), type: 'image/jpeg', width: canvas.width, height: canvas.height, name: file.name.replace(/\.[^.]*$/, '') + '.jpg' };
}

/// A street with a hole in it, drawn, since nothing may be fetched.
function potholePhoto() {
  const canvas = h('canvas', { width: 640, height: 480 });
  const paint = canvas.getContext('2d');
  let seed = 7;
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const street = paint.createLinearGradient(0, 0, 0, 480);
  street.addColorStop(0, '#7c8288');
  street.addColorStop(1, '#55595e');
  paint.fillStyle = street;
  paint.fillRect(0, 0, 640, 480);
  for (let grain = 0; grain < 14_000; grain++) {
    const light = 60 + chance() * 110;
    paint.fillStyle = `rgba(${light},${light},${light + 4},.35)`;
    paint.fillRect(chance() * 640, chance() * 480, 1 + chance() * 2.4, 1 + chance() * 2);
  }
  paint.fillStyle = 'rgba(226,180,70,.85)';
  paint.beginPath();
  paint.moveTo(60, 0);
  paint.lineTo(92, 0);
  paint.lineTo(34, 480);
  paint.lineTo(-22, 480);
  paint.fill();
  const hole = (size, colour) => {
    paint.fillStyle = colour;
    paint.beginPath();
    for (let turn = 0; turn < 40; turn++) {
      const angle = (turn / 40) * 2 * Math.PI;
      const reach = size * (1 + 0.1 * Math.sin(angle * 3 + 1) + 0.06 * Math.sin(angle * 7) + 0.05 * chance());
      paint.lineTo(360 + reach * Math.cos(angle) * 1.55, 265 + reach * Math.sin(angle) * 0.85);
    }
    paint.fill();
  };
  hole(122, '#8d9196');
  hole(112, '#3c3d3f');
  hole(94, '#29292a');
  hole(66, '#3f5661');
  paint.fillStyle = 'rgba(214,232,240,.35)';
  paint.beginPath();
  paint.ellipse(340, 252, 58, 17, -0.15, 0, 7);
  paint.fill();
  paint.strokeStyle = '#37393c';
  paint.lineWidth = 3;
  for (const [x, y, dx] of [[540, 250, 1], [215, 330, -1], [420, 160, 1]]) {
    paint.beginPath();
    paint.moveTo(x, y);
    for (let bend = 1; bend < 7; bend++) {
      paint.lineTo(x + dx * bend * 17, y - 20 + chance() * 44);
    }
    paint.stroke();
  }
  return { url: canvas.toDataURL('image/jpeg', 0.8), type: 'image/jpeg', width: 640, height: 480, name: 'pothole.jpg' };
}

// ---- The stand-ins

async function get(path) {
  return (await send('GET', path)).body;
}

async function send(method, path, body) {
  const answer = await sendQuietly(method, path, body);
  if (answer.status >= 400) {
    throw new Error(answer.body?.detail ?? answer.body?.error ?? answer.body?.title ?? `The providers answered ${answer.status}.`);
  }
  return answer;
}

async function sendQuietly(method, path, body) {
  let response;
  try {
    response = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body ? JSON.stringify(body) : undefined, cache: 'no-store' });
  } catch {
    throw new Error('The providers cannot be reached. Is the demo still running?');
  }
  const text = await response.text();
  let read = null;
  try {
    read = text ? JSON.parse(text) : null;
  } catch {
    read = { detail: text.slice(0, 200) };
  }
  return { status: response.status, body: read };
}

// ---- Small things

function $(selector) {
  return document.querySelector(selector);
}

function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) {
      continue;
    }
    if (name.includes('-') || ['role', 'lang', 'width', 'height', 'dir'].includes(name)) {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

function use(symbol, className = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', className);
  const inner = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  inner.setAttribute('href', `#${symbol}`);
  svg.append(inner);
  return svg;
}

/// Makes `list` show `items`, touching only what changed. Says whether something came at the end, and 'mine' if by me.
function reconcile(list, items, keyOf, build, version = () => '') {
  const old = new Map([...list.children].map(child => [child.dataset.key, child]));
  const wasEmpty = old.size === 0;
  let added = false;
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const mark = version(item);
    let child = old.get(key);
    old.delete(key);
    if (child && child.dataset.version !== mark) {
      const fresh = build(item);
      if (place === child) {
        place = fresh;
      }
      child.replaceWith(fresh);
      child = fresh;
    } else if (!child) {
      child = build(item);
      child.classList.toggle('fresh', !wasEmpty);
      added = item?.bubble ? 'mine' : added || true;
    }
    child.dataset.key = key;
    child.dataset.version = mark;
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(child, place);
    }
  }
  old.forEach(child => child.remove());
  return added;
}

function scrollToEnd(scroll) {
  scroll.scrollTop = scroll.scrollHeight;
}

function announce(text) {
  $('#announce').textContent = text;
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function press(button, yes) {
  button.setAttribute('aria-pressed', String(yes));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shortened(text, most = 84) {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most - 1).replace(/\s\S{0,14}$/, '')}…` : flat;
}

function initials(name) {
  return name.split(/\s+/).filter(Boolean).map(word => [...word][0]).slice(0, 2).join('').toUpperCase() || '?';
}

function firstName(person) {
  return person.name.split(/\s+/)[0];
}

function digitsOf(text) {
  return text.replace(/[^0-9]/g, '');
}

function spaced(phone) {
  return phone.replace(/^\+1(\d{3})(\d{4})$/, '+1 $1 $2').replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}

function pathOf(url) {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}

function time(at) {
  const parsed = Date.parse(at ?? '');
  return Number.isNaN(parsed) ? 0 : parsed;
}

function clock(at) {
  return at ? new Date(time(at)).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }) : '';
}

function clockSeconds(at) {
  return new Date(time(at)).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit' });
}

function dayAndTime(at) {
  if (!at) {
    return '';
  }
  const day = new Date(time(at));
  const today = day.toDateString() === new Date().toDateString();
  return `${today ? 'Today' : day.toLocaleDateString('en-US', { month: 'short', day: 'numeric' })}, ${clock(at)}`;
}

function tookWords(ms) {
  if (!(ms >= 0)) {
    return '';
  }
  return ms < 1000 ? `${Math.round(ms)} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

function remembered(name, otherwise) {
  try {
    return { ...structuredClone(otherwise), ...JSON.parse(localStorage.getItem(name) ?? '{}') };
  } catch {
    return structuredClone(otherwise);
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing still shows everything
  }
}

start();
