// A witness for transparency logs: C2SP tlog-witness v1.0.0, with Ed25519 cosignatures v1.0.1.
//
// It remembers, for each log it knows, the largest tree it has ever cosigned, and cosigns only what contains that tree.
// Run it where the city has no hand in it: at a library, a newspaper, a university. It needs Node 18 or later and nothing else.
//
//   node witness.mjs --name witness.library.example --data DIR --log VKEY [--log VKEY]... [--port 7900] [--host 127.0.0.1]
//
// DIR holds its key (made at the first start; whoever has it can sign as the witness) and a file for each log. The line it
// prints, "witness NAME VKEY", is what goes into the policy of those who trust it.

import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const BODY_BYTES_MAX = 1_000_000;
const PROOF_HASHES_MAX = 63;
const BODY_WITHIN_MS = 10_000;
const LOG_SIGNATURE = 0x01;
const COSIGNATURE = 0x04;
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;
const HASH_BYTES = 32;
const DASH = '\u2014 ';
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

class Answer extends Error {
  constructor(status, text, type = 'text/plain; charset=utf-8') {
    super(text);
    this.status = status;
    this.type = type;
  }
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const EMPTY_TREE = sha256();
const ofChildren = (left, right) => sha256(Buffer.of(1), left, right);

// Only the one way of writing a thing is read.
function base64(text) {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== text) throw new Answer(400, 'not base64 in its one form\n');
  return bytes;
}

function decimal(text) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) throw new Answer(400, 'a size is a plain decimal number below 10^16\n');
  return BigInt(text);
}

function keyId(name, type, key) {
  return sha256(Buffer.from(name + '\n'), Buffer.of(type), key).subarray(0, 4);
}

function vkey(name, type, key) {
  return `${name}+${keyId(name, type, key).toString('hex')}+${Buffer.concat([Buffer.of(type), key]).toString('base64')}`;
}

function publicKey(raw) {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
}

function parseLogKey(text) {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const typeAndKey = match && Buffer.from(match[3], 'base64');
  if (!match || typeAndKey.length !== 1 + KEY_BYTES || typeAndKey[0] !== LOG_SIGNATURE) {
    throw new Error(`not the key of a log (NAME+ID+KEY, type 0x01): ${text}`);
  }
  const key = typeAndKey.subarray(1);
  if (vkey(match[1], LOG_SIGNATURE, key) !== text) throw new Error(`the ID in ${text} is not that of the key`);
  return { origin: match[1], id: keyId(match[1], LOG_SIGNATURE, key), key: publicKey(key) };
}

// A whole file under its name, or what was there before; on the disk when this returns.
function store(folder, name, bytes, mode = 0o644) {
  const fresh = join(folder, name + '.new');
  const file = openSync(fresh, 'w', mode);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, join(folder, name));
  const names = openSync(folder, 'r');
  try {
    fsyncSync(names);
  } finally {
    closeSync(names);
  }
}

// RFC 9162 2.1.4.2.
function isConsistent(older, olderRoot, newer, newerRoot, path) {
  if (older === newer) return path.length === 0 && olderRoot.equals(newerRoot);
  if (older === 0n) return path.length === 0 && olderRoot.equals(EMPTY_TREE);
  if (path.length === 0) return false;
  let node = older - 1n;
  let last = newer - 1n;
  while (node & 1n) {
    node >>= 1n;
    last >>= 1n;
  }
  const isPerfect = (older & (older - 1n)) === 0n;
  let fromOlder = isPerfect ? olderRoot : path[0];
  let fromNewer = fromOlder;
  for (const sibling of isPerfect ? path : path.slice(1)) {
    if (last === 0n) return false;
    if (node & 1n || node === last) {
      fromOlder = ofChildren(sibling, fromOlder);
      fromNewer = ofChildren(sibling, fromNewer);
      while (!(node & 1n) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      fromNewer = ofChildren(fromNewer, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && fromOlder.equals(olderRoot) && fromNewer.equals(newerRoot);
}

function parseNote(bytes) {
  const note = bytes.toString('utf8');
  const textEnd = note.lastIndexOf('\n\n');
  if (!Buffer.from(note, 'utf8').equals(bytes) || textEnd < 0 || !note.endsWith('\n')) {
    throw new Answer(400, 'not a signed note\n');
  }
  const text = note.slice(0, textEnd + 1);
  const signatures = note
    .slice(textEnd + 2, -1)
    .split('\n')
    .map((line) => {
      const match = /^\u2014 ([^+\s]+) (\S+)$/.exec(line);
      if (!match) throw new Answer(400, 'not a signature line\n');
      const idAndBlob = base64(match[2]);
      return { line, name: match[1], id: idAndBlob.subarray(0, 4), blob: idAndBlob.subarray(4) };
    });
  return { text, signatures };
}

function parseCheckpoint(text) {
  const [origin, size, root, ...rest] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined || rest.some((line) => line === '')) {
    throw new Answer(400, 'not a checkpoint: origin, size and root are expected\n');
  }
  const hash = base64(root);
  if (hash.length !== HASH_BYTES) throw new Answer(400, 'a root has 32 bytes\n');
  return { origin, size: decimal(size), root: hash };
}

class Witness {
  constructor(name, folder, logs) {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, 'key'))) store(folder, 'key', randomBytes(KEY_BYTES).toString('base64') + '\n', 0o600);
    const seed = Buffer.from(readFileSync(join(folder, 'key'), 'utf8').trim(), 'base64');
    if (seed.length !== KEY_BYTES) throw new Error(`${join(folder, 'key')} holds no key`);
    this.secret = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const raw = createPublicKey(this.secret).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
    this.name = name;
    this.id = keyId(name, COSIGNATURE, raw);
    this.vkey = vkey(name, COSIGNATURE, raw);
    this.folder = folder;
    this.logs = new Map(logs.map((log) => [log.origin, log]));
  }

  // One at a time and without a pause between reading and storing: Node runs this to its end.
  addCheckpoint(body) {
    const headEnd = body.indexOf('\n\n');
    if (headEnd < 0) throw new Answer(400, 'an empty line is expected before the checkpoint\n');
    const [first, ...hashes] = body.subarray(0, headEnd).toString('utf8').split('\n');
    if (!first.startsWith('old ') || hashes.length > PROOF_HASHES_MAX) {
      throw new Answer(400, '"old SIZE" and at most 63 hashes are expected\n');
    }
    const old = decimal(first.slice('old '.length));
    const path = hashes.map(base64);
    if (path.some((hash) => hash.length !== HASH_BYTES)) throw new Answer(400, 'a hash has 32 bytes\n');
    const { text, signatures } = parseNote(body.subarray(headEnd + 2));
    const checkpoint = parseCheckpoint(text);
    const log = this.logs.get(checkpoint.origin);
    if (!log) throw new Answer(404, 'this log is not known here\n');
    const own = signatures.filter((by) => by.name === log.origin && by.id.equals(log.id));
    if (own.length === 0) throw new Answer(403, "not signed with the log's key\n");
    for (const by of own) {
      if (by.blob.length !== SIGNATURE_BYTES || !verify(null, Buffer.from(text), log.key, by.blob)) {
        throw new Answer(403, "the log's signature does not verify\n");
      }
    }
    if (old > checkpoint.size) throw new Answer(400, 'old is larger than the checkpoint\n');
    const latest = this.latest(log.origin);
    if (old !== latest.size) throw new Answer(409, latest.size + '\n', 'text/x.tlog.size');
    if (checkpoint.size === 0n && !checkpoint.root.equals(EMPTY_TREE)) {
      throw new Answer(422, 'an empty tree has another root\n');
    }
    if (old === 0n && checkpoint.size > 0n && path.length > 0) throw new Answer(422, 'nothing is to be proved from 0\n');
    if (!isConsistent(old, old === 0n ? EMPTY_TREE : latest.root, checkpoint.size, checkpoint.root, path)) {
      throw new Answer(422, 'this tree does not contain the one that was cosigned last\n');
    }
    const line = this.cosignature(text);
    store(
      this.folder,
      this.fileOf(log.origin),
      text + '\n' + [...new Set(own.map((by) => by.line)), line].join('\n') + '\n',
    );
    return line + '\n';
  }

  cosignature(text) {
    const second = Math.floor(Date.now() / 1000);
    const signed = sign(null, Buffer.from(`cosignature/v1\ntime ${second}\n${text}`), this.secret);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(second));
    return DASH + this.name + ' ' + Buffer.concat([this.id, time, signed]).toString('base64');
  }

  fileOf(origin) {
    return sha256(Buffer.from(origin)).toString('hex');
  }

  latest(origin) {
    const note = this.note(this.fileOf(origin));
    return note ? parseCheckpoint(parseNote(note).text) : { size: 0n, root: EMPTY_TREE };
  }

  note(file) {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path) : undefined;
  }

  answer(method, path, body) {
    if (path === '/add-checkpoint') {
      if (method !== 'POST') throw new Answer(405, 'POST a checkpoint here\n');
      return this.addCheckpoint(body);
    }
    const asked = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path);
    const note = asked && method === 'GET' ? this.note(asked[1]) : undefined;
    if (!note) throw new Answer(404, 'not found\n');
    return note;
  }
}

function options(args) {
  const read = { logs: [], port: '7900', host: '127.0.0.1' };
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i].replace(/^--/, '');
    const value = args[i + 1];
    if (value === undefined) throw new Error(`${args[i]} needs a value`);
    if (name === 'log') read.logs.push(parseLogKey(value));
    else if (['name', 'data', 'port', 'host'].includes(name)) read[name] = value;
    else throw new Error(`${args[i]} is not understood`);
  }
  if (!read.name || /[+\s]/.test(read.name) || !read.data || read.logs.length === 0) {
    throw new Error('usage: witness.mjs --name NAME --data DIR --log VKEY [--log VKEY]... [--port N] [--host H]');
  }
  return read;
}

function serve(witness) {
  const server = createServer((request, response) => {
    const parts = [];
    let bytes = 0;
    request.on('data', (part) => {
      bytes += part.length;
      if (bytes <= BODY_BYTES_MAX) parts.push(part);
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      try {
        if (bytes > BODY_BYTES_MAX) throw new Answer(413, 'too long\n');
        const text = witness.answer(request.method, request.url, Buffer.concat(parts));
        response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
      } catch (problem) {
        const known = problem instanceof Answer;
        if (!known) console.error(problem);
        response
          .writeHead(known ? problem.status : 500, { 'Content-Type': known ? problem.type : 'text/plain' })
          .end(known ? problem.message : 'the witness could not do it\n');
      }
    });
  });
  server.requestTimeout = BODY_WITHIN_MS;
  return server;
}

try {
  const asked = options(process.argv.slice(2));
  const witness = new Witness(asked.name, asked.data, asked.logs);
  const server = serve(witness);
  server.listen(Number(asked.port), asked.host, () => {
    console.log(`witness ${witness.name} ${witness.vkey}`);
    console.log(`listening on http://${asked.host}:${server.address().port}`);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
} catch (problem) {
  console.error('witness: ' + problem.message);
  process.exit(2);
}
