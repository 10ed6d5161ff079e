// Checks a receipt in the reader's own browser, with nothing but what the page holds: no request is made, so it works with
// the network cut, and on a copy of the page that was saved. What it proves, and by what steps:
//
//   1. the words on the page are those that `words` says, byte by byte;
//   2. HMAC-SHA-256(wordsSalt, 0x01 || words) is what the sealed part commits to;
//   3. HMAC-SHA-256(salt, 0x02 || sealed) is what the leaf commits to;
//   4. SHA-256(0x00 || leaf) leads along the path to the root of the checkpoint (RFC 6962);
//   5. the checkpoint is signed with the log's key (Ed25519, C2SP signed-note).
//
// The hour, the sender and the rule that the page shows are compared with the sealed part as the words are.
(async () => {
  'use strict';
  const data = JSON.parse(document.getElementById('record').textContent);
  const texts = data.texts;
  const utf8 = text => new TextEncoder().encode(text);
  const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  };
  const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const sha256 = async part => new Uint8Array(await crypto.subtle.digest('SHA-256', part));
  const hmac = async (salt, part) => {
    const key = await crypto.subtle.importKey('raw', salt, {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
    return crypto.subtle.sign('HMAC', key, part);
  };

  /// As the page shows what has no text of its own, such as a picture.
  const shown = words => words.text ?? words.keys ?? words.fileName ?? words.mediaType
      ?? (words.latitude === undefined ? '[' + words.content + ']' : words.latitude + ', ' + words.longitude);
  const cityTime = at => new Date(at.slice(0, 19) + 'Z').toLocaleString('sv-SE', {timeZone: data.zone});

  function show(where, standing, words) {
    where.className = 'standing ' + standing;
    where.textContent = words;
  }

  function verdict(standing, sign, title, more) {
    const box = document.getElementById('verdict');
    box.className = 'verdict ' + standing;
    box.querySelector('.sign').textContent = sign;
    box.querySelector('strong').textContent = title;
    box.querySelector('p').textContent = more;
  }

  document.getElementById('print')?.addEventListener('click', () => print());

  if (!globalThis.crypto?.subtle) {
    return verdict('part', '?', texts.cannot, texts['cannot-insecure']);
  }

  // RFC 9162 2.1.3.2, in numbers that may be larger than 32 bits.
  async function root(leafHash, index, size, path) {
    let fn = BigInt(index), sn = BigInt(size) - 1n, hash = leafHash;
    if (fn > sn) return null;
    for (const sibling of path) {
      if (sn === 0n) return null;
      if (fn % 2n === 1n || fn === sn) {
        hash = await sha256(joined([1], sibling, hash));
        while (fn % 2n === 0n && fn !== 0n) { fn >>= 1n; sn >>= 1n; }
      } else {
        hash = await sha256(joined([1], hash, sibling));
      }
      fn >>= 1n; sn >>= 1n;
    }
    return sn === 0n ? hash : null;
  }

  /// The signed text of a note, and the signatures below it.
  function split(note) {
    const end = note.lastIndexOf('\n\n');
    const signatures = note.slice(end + 2).split('\n').filter(line => line.startsWith('\u2014 ')).map(line => {
      const [, name, value] = line.split(' ');
      return {name, value: bytes(value)};
    });
    return {text: note.slice(0, end + 1), signatures};
  }

  /// The tree that the checkpoint is about: {size, root, signed: true | false | null where this browser has no Ed25519}.
  async function checkpoint() {
    const [name, id, ...rest] = data.vkey.split('+');
    const typed = bytes(rest.join('+'));
    const {text, signatures} = split(data.checkpoint);
    const [origin, size, rootHash] = text.split('\n');
    const tree = {size, root: bytes(rootHash), signed: false};
    const keyId = (await sha256(joined(utf8(name + '\n'), typed))).slice(0, 4);
    const idHex = [...keyId].map(byte => byte.toString(16).padStart(2, '0')).join('');
    if (typed[0] !== 1 || idHex !== id || origin !== name) return tree;
    let key;
    try {
      key = await crypto.subtle.importKey('raw', typed.slice(1), {name: 'Ed25519'}, false, ['verify']);
    } catch {
      return {...tree, signed: null};
    }
    for (const signature of signatures) {
      if (signature.name === name && same(signature.value.slice(0, 4), keyId)) {
        tree.signed = await crypto.subtle.verify({name: 'Ed25519'}, key, signature.value.slice(4), utf8(text));
      }
    }
    return tree;
  }

  /// Whether the entry is in the tree, as it is opened here.
  async function isInTree(entry, tree) {
    const leaf = JSON.parse(entry.leaf);
    if (base64(await hmac(bytes(entry.salt), joined([2], utf8(entry.sealed)))) !== leaf.c) return false;
    const hash = await sha256(joined([0], utf8(entry.leaf)));
    const got = await root(hash, entry.index, tree.size, entry.path.map(bytes));
    return got !== null && same(got, tree.root);
  }

  /// What the page shows of a message, compared with what its entries say: the name of the first thing that differs.
  async function differs(message, tree) {
    const item = document.getElementById('m' + message.n);
    const sealed = JSON.parse(message.entry.sealed);
    const words = JSON.parse(message.entry.words);
    if (base64(await hmac(bytes(message.entry.wordsSalt), joined([1], utf8(message.entry.words)))) !== sealed.words) {
      return 'words';
    }
    if (item.querySelector('.words').textContent !== shown(words)) return 'words';
    const when = item.querySelector('time');
    if (when.dateTime.slice(0, 19) !== sealed.at.slice(0, 19) || when.textContent !== cityTime(sealed.at)) return 'time';
    const by = sealed.kind === 'message.received' ? 'citizen' : sealed.role;
    if (item.dataset.by !== by || item.querySelector('.who').textContent !== texts['by-' + by]) return 'sender';
    if (words.message !== sealed.message) return 'words';
    if (!await isInTree(message.entry, tree)) return 'log';
    if (!message.decision !== !item.querySelector('.rule')) return 'rule';
    if (message.decision) {
      const decided = JSON.parse(message.decision.sealed);
      const shown = item.querySelector('.rule');
      if (decided.message !== sealed.message || decided.rule !== shown.textContent) return 'rule';
      if (!await isInTree(message.decision, tree)) return 'rule';
    }
    return null;
  }

  let tree;
  try {
    tree = data.checkpoint ? await checkpoint() : null;
  } catch {
    tree = {signed: false};
  }
  let proved = 0, waiting = 0, erased = 0, unsure = 0;
  const wrong = [];
  for (const message of data.messages) {
    const standing = document.querySelector('#m' + message.n + ' .standing');
    if (message.standing === 'waiting') { waiting++; show(standing, 'part', texts.waiting); continue; }
    if (message.standing === 'erased') { erased++; show(standing, '', texts.erased); continue; }
    let difference = 'log';
    try {
      difference = tree && tree.signed !== false ? await differs(message, tree) : 'checkpoint';
    } catch { /* what cannot be read is not proved */ }
    if (difference !== null) {
      wrong.push(message.n);
      document.getElementById('m' + message.n).classList.add('wrong');
      show(standing, 'wrong', '\u2717 ' + texts['differs-' + difference]);
    } else if (tree.signed === null) {
      unsure++;
      show(standing, 'part', texts['signature-unchecked']);
    } else {
      proved++;
      show(standing, 'proved', '\u2713 ' + texts.proved);
    }
  }
  // A message that stands on the page and not in its data was added to it.
  const listed = new Set(data.messages.map(message => 'm' + message.n));
  for (const item of document.querySelectorAll('.said > li')) {
    if (!listed.has(item.id)) {
      wrong.push(item.id);
      item.classList.add('wrong');
      show(item.querySelector('.standing') ?? item.appendChild(document.createElement('p')), 'wrong',
          '\u2717 ' + texts['differs-words']);
    }
  }

  const counted = (text, n) => text.replace('{n}', n).replace('{all}', data.messages.length);
  const rest = [];
  if (waiting) rest.push(counted(texts['some-waiting'], waiting));
  if (erased) rest.push(counted(texts['some-erased'], erased));
  if (wrong.length) {
    verdict('wrong', '\u2717', counted(texts['verdict-wrong'], wrong.length), texts['verdict-wrong-more']);
  } else if (unsure) {
    verdict('part', '?', texts.cannot, texts['cannot-signature']);
  } else if (proved && !rest.length) {
    verdict('proved', '\u2713', counted(texts['verdict-proved'], proved), texts['verdict-proved-more']);
  } else if (proved) {
    verdict('part', '\u2713', counted(texts['verdict-some'], proved), rest.join(' '));
  } else {
    verdict('part', '?', texts['verdict-none'], rest.join(' '));
  }
})();
