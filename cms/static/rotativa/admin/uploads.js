/* Sends a file in parts and goes on where it stopped.
 *
 * To the disk of the house by the tus protocol, or straight into the bucket by addresses that
 * the house signs. What has come is asked of the server, which recognises the file by its name,
 * weight and time of change: another window, another browser or another day goes on all the same. */

/* Bytes of one part on its way to the disk; what arrives of a part that breaks off is kept. */
const PART = 16 * 1024 * 1024;
/* Parts on their way into the bucket at once, and how many addresses are asked for together. */
const PARALLEL = 3;
const SIGNED_AT_ONCE = 12;
/* Seconds before the next try, the last one for ever after. */
const WAITS = [1, 2, 4, 8, 15, 30];
/* Milliseconds between two questions about an examination. */
const ASKED_EVERY = 1500;

const TUS = { 'Tus-Resumable': '1.0.0' };

/* Words of the screen, by name, with {placeholders}. */
const words = JSON.parse(document.getElementById('rotativa-upload-words')?.textContent || '{}');

export function say(name, values = {}) {
  return (words[name] || name).replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? '');
}

const numbers = new Intl.NumberFormat('es-CO', { maximumFractionDigits: 1 });

export function weight(bytes) {
  if (!bytes) return '0 kB';
  if (bytes < 1e6) return `${numbers.format(Math.max(bytes / 1e3, 0.1))} kB`;
  return bytes < 1e9 ? `${numbers.format(bytes / 1e6)} MB` : `${numbers.format(bytes / 1e9)} GB`;
}

/* The cookie and not the page: signing in again in another window changes it. */
export function token() {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('csrftoken='));
  return cookie ? cookie.slice('csrftoken='.length) : window.wagtailConfig.CSRF_TOKEN;
}

/* What the server refused: its words, and whether trying again may help. */
export class Refused extends Error {
  constructor(status, told = {}, retryAfter = 0) {
    super(told.message || (status === 403 ? say('signed_out') : say('no_answer')));
    this.status = status;
    this.code = told.code || (status === 403 ? 'signed_out' : '');
    this.passes = status === 0 || status === 429 || (status >= 500 && status !== 507) || status === 460;
    this.retryAfter = retryAfter;
  }
}

export async function ask(url, { method = 'GET', json, body, signal } = {}) {
  const headers = { 'X-Requested-With': 'XMLHttpRequest', 'X-CSRFToken': token() };
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  if (method === 'DELETE') Object.assign(headers, TUS);
  let answer;
  try {
    answer = await fetch(url, { method, headers, body: json === undefined ? body : JSON.stringify(json), signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refused(0);
  }
  if (answer.status === 204) return {};
  let told = {};
  try {
    told = await answer.json();
  } catch {
    /* A page instead of data: the session ended, or something between us answered. */
  }
  if (!answer.ok) throw new Refused(answer.status, told, Number(answer.headers.get('Retry-After')));
  return told;
}

/* A request that tells how many bytes have left; only XMLHttpRequest does. */
function put(url, { method, headers = {}, body, onprogress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open(method, url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => onprogress(event.loaded);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Refused(0));
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else request.send(body);
  });
}

/* The time to the next try, or the moment the network is back. */
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const settle = (how) => () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      signal.removeEventListener('abort', stop);
      how();
    };
    const go = settle(resolve);
    const stop = settle(() => reject(new DOMException('Stopped', 'AbortError')));
    const timer = setTimeout(() => go(), seconds * 1000);
    window.addEventListener('online', go);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

/* One file on its way. `onchange` hears of every step:
 * state is sending, retrying, paused, examining, accepted, refused or failed. */
export class Sending {
  constructor(file, { begin, onchange }) {
    this.file = file;
    this.begin = begin;
    this.onchange = onchange;
    this.state = 'waiting';
    this.sent = 0;
    this.message = '';
    this.stopper = new AbortController();
  }

  get key() {
    return this.told?.key;
  }

  become(state, message = '') {
    this.state = state;
    this.message = message;
    this.onchange(this);
  }

  progress(bytes) {
    this.sent = Math.min(bytes, this.file.size);
    const now = performance.now();
    this.since ??= { at: now, bytes: this.sent };
    // Measured over the last half minute, so that it follows the line.
    if (now - this.since.at > 30000) this.since = { at: now, bytes: this.sent };
    this.onchange(this);
  }

  /* Seconds that are left, once there is something to judge by. */
  get left() {
    const elapsed = (performance.now() - (this.since?.at ?? 0)) / 1000;
    const rate = this.since ? (this.sent - this.since.bytes) / elapsed : 0;
    return elapsed > 2 && rate > 0 ? (this.file.size - this.sent) / rate : null;
  }

  stop() {
    this.stopper.abort();
  }

  pause() {
    if (!['sending', 'retrying', 'waiting'].includes(this.state)) return;
    this.become('paused', say('paused'));
    this.stop();
  }

  async cancel() {
    this.become('failed', '');
    this.stop();
    if (this.told) await ask(this.told.url, { method: 'DELETE' }).catch(() => {});
  }

  /* Until the file is accepted or refused, or somebody stops it. Never throws. */
  async run() {
    if (this.stopper.signal.aborted) this.stopper = new AbortController();
    const { signal } = this.stopper;
    let tries = 0;
    this.since = null;
    this.become('sending');
    while (!signal.aborted) {
      const before = this.sent;
      try {
        await this.attempt(signal);
        return;
      } catch (error) {
        if (error.name === 'AbortError') return;
        if (!(error instanceof Refused)) throw error;
        if (['unknown', 'gone'].includes(error.code) && !this.startedAnew) {
          // What came before was forgotten meanwhile: from the beginning, once.
          this.startedAnew = true;
          this.told = null;
        } else if (!error.passes) {
          const mayGoOn = ['signed_out', 'no_room', 'not_whole'].includes(error.code);
          this.become(mayGoOn ? 'paused' : 'failed', error.message);
          return;
        } else {
          if (this.sent > before) tries = 0;
          const seconds = Math.max(WAITS[Math.min(tries, WAITS.length - 1)], Math.min(error.retryAfter || 0, 30));
          tries += 1;
          this.become('retrying', `${error.message} ${say('next_try', { seconds })}`);
          try {
            await pause(seconds, signal);
          } catch {
            return;
          }
          this.become('sending');
        }
      }
    }
  }

  async attempt(signal) {
    this.told = await (this.told ? ask(this.told.url, { signal }) : this.begin(this.file, signal));
    if (this.told.state === 'receiving') {
      this.progress(this.told.received);
      await (this.told.place === 'bucket' ? this.sendToBucket(signal) : this.sendToDisk(signal));
    }
    // Said again when the answer was lost: only then a small file is examined at once.
    if (['receiving', 'received'].includes(this.told.state)) {
      this.told = await ask(`${this.told.url}terminar/`, { method: 'POST', signal });
    }
    this.progress(this.file.size);
    await this.waitForExamination(signal);
  }

  async sendToDisk(signal) {
    let offset = this.told.received;
    while (offset < this.file.size) {
      const start = offset;
      const answer = await put(this.told.url, {
        method: 'PATCH',
        headers: {
          ...TUS,
          'Content-Type': 'application/offset+octet-stream',
          'Upload-Offset': String(start),
          'X-CSRFToken': token(),
          'X-Requested-With': 'XMLHttpRequest',
        },
        body: this.file.slice(start, start + PART),
        onprogress: (loaded) => this.progress(start + loaded),
        signal,
      });
      const there = answer.getResponseHeader('Upload-Offset');
      if (answer.status === 409 && there !== null) {
        // Another window sends the same file: what it brought need not be sent again.
        await pause(1, signal);
      } else if (answer.status !== 204) {
        throw refusal(answer);
      }
      offset = Number(there);
      this.progress(offset);
    }
  }

  async sendToBucket(signal) {
    const { part_size: size, sign_url: sign } = this.told;
    const there = new Set(this.told.parts);
    const missing = [];
    for (let number = 1; (number - 1) * size < this.file.size; number += 1) if (!there.has(number)) missing.push(number);
    let done = this.told.received;
    const flying = new Map();
    const show = () => this.progress(done + [...flying.values()].reduce((sum, each) => sum + each, 0));
    while (missing.length) {
      const numbers = missing.splice(0, SIGNED_AT_ONCE);
      const { addresses } = await ask(sign, { method: 'POST', json: { parts: numbers }, signal });
      const group = new AbortController();
      const stop = () => group.abort();
      signal.addEventListener('abort', stop);
      const one = async () => {
        while (numbers.length) {
          const number = numbers.shift();
          const part = this.file.slice((number - 1) * size, number * size);
          const answer = await put(addresses[number], {
            method: 'PUT',
            body: part,
            onprogress: (loaded) => {
              flying.set(number, loaded);
              show();
            },
            signal: group.signal,
          });
          flying.delete(number);
          // An address that expired is signed again with the next try.
          if (answer.status !== 200) throw new Refused(answer.status === 403 ? 0 : answer.status || 0, { message: say('store_silent') });
          done += part.size;
          show();
        }
      };
      try {
        await Promise.all(Array.from({ length: PARALLEL }, one));
      } catch (error) {
        group.abort();
        if (error instanceof Refused && !error.passes) throw new Refused(0, { message: say('store_silent') });
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    }
  }

  async waitForExamination(signal) {
    let wait = ASKED_EVERY;
    while (['received', 'examining'].includes(this.told.state)) {
      this.become('examining', this.examinationWords());
      await pause(wait / 1000, signal);
      wait = Math.min(wait * 1.3, 10000);
      this.told = await ask(this.told.url, { signal });
    }
    if (this.told.state === 'refused') this.become('refused', this.told.message);
    else this.become('accepted');
  }

  examinationWords() {
    const { examined, length, state } = this.told;
    if (state === 'received') return say('waits_for_examination');
    return examined < length ? say('examining', { percent: Math.floor((100 * examined) / length) }) : say('examining_inside');
  }
}

function refusal(request) {
  let told = {};
  try {
    told = JSON.parse(request.responseText);
  } catch {
    /* No words of the house: its status has to do. */
  }
  return new Refused(request.status, told, Number(request.getResponseHeader('Retry-After')));
}

export function duration(seconds) {
  if (seconds < 60) return say('seconds', { n: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return say('minutes', { n: Math.round(seconds / 60) });
  return say('hours', { n: numbers.format(seconds / 3600) });
}

/* How far a file is, in one sentence. */
export function progressWords(sending) {
  // A file that is half there must not seem to begin at nothing.
  if (!sending.told) return say('asking');
  const percent = Math.floor((100 * sending.sent) / sending.file.size);
  const words = say('sent', { percent, sent: weight(sending.sent), total: weight(sending.file.size) });
  return sending.left === null ? words : `${words} · ${say('left', { time: duration(sending.left) })}`;
}
