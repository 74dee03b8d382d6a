/* «Subir varias»: files dropped or chosen become rows, rows become draft pieces.
 *
 * The list is the server's; a row is drawn from what the server says of it and from the file that
 * this window sends. Three files are on their way at once. Each fails, and is mended, alone. */

import { dropped, isLitter } from './upload_drop.js';
import { forget, remember, remembered } from './upload_likeness.js';
import { Refused, Sending, ask, progressWords, say, weight } from './uploads.js';

const PARALLEL = 3;
const ASKED_EVERY = 2000;
const SHOWN_UP_TO = 40 * 1024 * 1024;

const root = document.getElementById('rot-many');
const find = (name, within = root) => within.querySelector(`[data-${name}]`);
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const urls = read('rot-many-urls');
const formats = read('rot-many-formats');
const most = Number(root.dataset.most);

const rows = new Map();
const line = [];
let flying = 0;
let creating = false;

/* -- Words ------------------------------------------------------------------- */

function announce(words) {
  find('status').textContent = words;
}

function complain(words) {
  const place = find('error');
  place.textContent = words;
  place.hidden = !words;
}

const plural = (name, n) => say(n === 1 ? `${name}_one` : `${name}_many`, { n });

/* -- Rows -------------------------------------------------------------------- */

class Row {
  constructor(item) {
    this.element = find('row').content.firstElementChild.cloneNode(true);
    this.title = find('title', this.element);
    this.format = find('format', this.element);
    const id = `rot-many-${item.pk}`;
    [['title', this.title], ['format', this.format]].forEach(([name, field]) => {
      field.id = `${id}-${name}`;
      find(`${name}-label`, this.element).htmlFor = field.id;
      field.setAttribute('aria-describedby', `${id}-words`);
      field.addEventListener('change', () => this.write());
    });
    find('words', this.element).id = `${id}-words`;
    this.act('retry').addEventListener('click', () => this.retry());
    this.act('remove').addEventListener('click', () => this.remove());
    find('replace', this.element).addEventListener('change', (event) => this.replace(event.target.files[0]));
    find('list').append(this.element);
    this.take(item);
    this.title.value = item.title;
    this.drawIcon();
  }

  act(name) {
    return this.element.querySelector(`[data-act=${name}]`);
  }

  /* What the server says of the file; what somebody is typing is left alone. */
  take(item) {
    const isNewFile = this.item?.name !== item.name;
    this.item = item;
    if (isNewFile || this.offered !== String(item.channels)) this.offer(item.channels);
    if (document.activeElement !== this.format) this.format.value = item.format ?? '';
    if (isNewFile && document.activeElement !== this.title) this.title.value = item.title;
    this.draw();
  }

  offer(channels) {
    this.offered = String(channels);
    const groups = formats
      .filter((group) => channels.includes(group.channel) && group.formats.length)
      .map((group) => {
        const element = document.createElement('optgroup');
        element.label = group.label;
        element.append(...group.formats.map(({ pk, name }) => new Option(name, pk)));
        return element;
      });
    this.format.replaceChildren(new Option(say('no_format'), ''), ...groups);
  }

  get isComplete() {
    return !this.item.lacks && !this.busy;
  }

  get busy() {
    return ['waiting', 'sending', 'retrying', 'examining'].includes(this.sending?.state);
  }

  get words() {
    const { sending, item } = this;
    if (this.problem) return this.problem;
    if (sending?.state === 'waiting') return say('in_line');
    if (sending?.state === 'sending') return progressWords(sending);
    if (sending?.message && sending.state !== 'accepted') return sending.message;
    const upload = item.upload;
    // The server's own word of it is on its way.
    if (sending?.state === 'accepted' && upload?.state === 'receiving') return say('examining_inside');
    if (upload?.state === 'receiving') {
      if (upload.received === 0) return say('choose_again');
      return say('again', { percent: Math.floor((100 * upload.received) / upload.length) });
    }
    if (item.lacks) return item.lacks;
    return item.guessed ? `${say('ready')} ${say('guessed')}` : say('ready');
  }

  get hasFailed() {
    return Boolean(this.problem) || this.item.refused || ['failed', 'refused'].includes(this.sending?.state);
  }

  draw() {
    const { element, item, sending } = this;
    find('name', element).textContent = item.name;
    find('weight', element).textContent = weight(item.length);
    const bar = find('bar', element);
    bar.hidden = !['sending', 'retrying', 'paused'].includes(sending?.state);
    bar.value = sending ? Math.floor((100 * sending.sent) / sending.file.size) : 0;
    bar.setAttribute('aria-label', item.name);
    const words = find('words', element);
    if (words.textContent !== this.words) words.textContent = this.words;
    element.classList.toggle('rot-many__row--failed', this.hasFailed);
    element.classList.toggle('rot-many__row--ready', this.isComplete && !this.hasFailed);
    words.classList.toggle('error-message', this.hasFailed);
    this.act('retry').hidden = !(this.file && ['failed', 'paused', 'refused'].includes(sending?.state));
    find('replace-label', element).hidden = this.busy;
    [['act=retry'], ['act=remove'], ['replace']].forEach(([name]) => {
      element.querySelector(`[data-${name}]`).setAttribute('aria-describedby', words.id);
    });
    drawFoot();
  }

  drawIcon() {
    const type = this.file?.type || { mp4: 'video/', mov: 'video/', wav: 'audio/', mp3: 'audio/', flac: 'audio/', pdf: 'x' }[
      this.item.name.split('.').pop().toLowerCase()
    ] || 'image/';
    const kind = ['image', 'audio', 'video'].find((each) => type.startsWith(`${each}/`)) || 'other';
    const icon = find('icons').content.querySelector(`[data-kind=${kind}]`);
    find('thumb', this.element).replaceChildren(icon.cloneNode(true));
    const likeness = remembered(this.item);
    if (likeness && !this.file) find('thumb', this.element).replaceChildren(likeness);
  }

  /* The file itself, as long as this window has it; a picture of it where the browser can draw one. */
  hold(file) {
    this.file = file;
    this.drawIcon();
    if (!/^image\/(jpeg|png|webp|gif|svg\+xml)$/.test(file.type) || file.size > SHOWN_UP_TO) return;
    const image = new Image();
    image.alt = '';
    image.decoding = 'async';
    const address = URL.createObjectURL(file);
    image.onload = () => {
      find('thumb', this.element).replaceChildren(image);
      remember(this.item, image);
      URL.revokeObjectURL(address);
    };
    image.onerror = () => URL.revokeObjectURL(address);
    image.src = address;
  }

  send(file) {
    this.hold(file);
    this.problem = '';
    if (this.item.refused && !this.item.upload) return this.draw();
    if (this.item.upload && this.item.upload.state !== 'receiving') return this.draw();
    this.sending?.stop();
    this.sending = new Sending(file, {
      begin: async (_file, signal) => {
        if (this.item.upload) return ask(this.item.upload.url, { signal });
        // What was received before is gone: the server gives the same file a new place.
        const { items } = await ask(urls.add, { method: 'POST', json: { files: [described(file)] }, signal });
        this.item = items[0];
        if (!this.item.upload) throw new Refused(400, { message: this.item.lacks });
        return this.item.upload;
      },
      onchange: (sending) => sending === this.sending && this.hear(sending),
    });
    line.push(this);
    this.draw();
    return next();
  }

  hear(sending) {
    if (sending.state === 'examining') later();
    if (sending.state === 'failed') this.item.upload = null;
    this.draw();
  }

  async retry() {
    this.problem = '';
    if (this.sending?.state === 'refused') return this.replace(this.file);
    if (this.sending) {
      this.sending.state = 'waiting';
      line.push(this);
      this.draw();
      next();
    }
    return undefined;
  }

  async write() {
    try {
      const { item } = await this.ask({ act: 'change', title: this.title.value, format: Number(this.format.value) || null });
      this.problem = '';
      this.take(item);
    } catch (error) {
      this.fail(error);
    }
  }

  async replace(file) {
    if (!file) return;
    this.sending?.stop();
    this.sending = null;
    try {
      const { item } = await this.ask({ act: 'replace', ...described(file) });
      find('replace', this.element).value = '';
      this.problem = '';
      this.take(item);
      this.send(file);
    } catch (error) {
      this.fail(error);
    }
  }

  async remove() {
    this.sending?.stop();
    try {
      await this.ask({ act: 'remove' });
    } catch (error) {
      if (error.code !== 'unknown') {
        this.fail(error);
        return;
      }
    }
    const near = this.element.nextElementSibling || this.element.previousElementSibling;
    this.vanish();
    announce(say('removed', { name: this.item.name }));
    (near?.querySelector('[data-act=remove]') || document.getElementById('rot-many-list')).focus();
  }

  vanish() {
    this.sending?.stop();
    forget(this.item);
    rows.delete(this.item.pk);
    this.element.remove();
    drawFoot();
  }

  /* One after the other, in the order in which somebody did it: a new file does not overtake a title. */
  ask(json) {
    const send = () => ask(urls.item.replace('/0/', `/${this.item.pk}/`), { method: 'POST', json });
    this.asked = (this.asked ?? Promise.resolve()).catch(() => {}).then(send);
    return this.asked;
  }

  fail(error) {
    if (!(error instanceof Refused)) throw error;
    this.problem = error.message;
    this.draw();
  }
}

function next() {
  while (flying < PARALLEL && line.length) {
    const row = line.shift();
    if (row.element.isConnected && row.sending?.state === 'waiting') {
      flying += 1;
      row.sending.run().finally(() => {
        flying -= 1;
        refresh();
        next();
      });
    }
  }
}

/* -- The list as the server has it --------------------------------------------- */

let timer = 0;
let asking = false;

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, ASKED_EVERY);
}

async function refresh() {
  if (asking) return later();
  asking = true;
  let items;
  try {
    ({ items } = await ask(urls.state));
  } catch {
    return later();
  } finally {
    asking = false;
  }
  items.forEach((item) => rows.get(item.pk)?.take(item));
  if (items.some(({ upload }) => ['received', 'examining'].includes(upload?.state))) later();
  return undefined;
}

function put(item) {
  const known = rows.get(item.pk);
  if (known) {
    known.take(item);
    return known;
  }
  const row = new Row(item);
  rows.set(item.pk, row);
  return row;
}

/* -- Files come ----------------------------------------------------------------- */

const described = ({ name, size, lastModified }) => ({ name, size, modified: lastModified });

async function add(chosen) {
  complain('');
  let files = chosen.filter(({ name }) => !isLitter(name));
  if (!files.length) return complain(say('folder_empty'));
  const free = most - rows.size;
  const known = new Set([...rows.values()].map(({ item }) => item.name));
  let left = 0;
  let taken = 0;
  files = files.filter(({ name }) => {
    if (known.has(name)) return true;
    taken += 1;
    if (taken > free) left += 1;
    return taken <= free;
  });
  if (left) complain(say('too_many', { most, left }));
  if (!files.length) return undefined;
  let items;
  try {
    ({ items } = await ask(urls.add, { method: 'POST', json: { files: files.map(described) } }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return complain(error.message);
  }
  const waiting = new Map();
  files.forEach((file) => {
    const key = `${file.name}/${file.size}`;
    waiting.set(key, [...(waiting.get(key) || []), file]);
  });
  items.forEach((item) => {
    const row = put(item);
    const file = waiting.get(`${item.name}/${item.length}`)?.shift();
    if (file && !row.busy) row.send(file);
  });
  announce(say('added', { n: rows.size }));
  return undefined;
}

const zone = find('zone');
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  zone.classList.add('rot-many__zone--near');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) zone.classList.remove('rot-many__zone--near');
});
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  zone.classList.remove('rot-many__zone--near');
  if (event.dataTransfer) add(await dropped(event.dataTransfer));
});
const choose = document.getElementById('rot-many-choose');
choose.addEventListener('change', () => {
  const files = [...choose.files];
  choose.value = '';
  add(files);
});

/* -- What all have in common ------------------------------------------------------ */

const form = find('common');

async function writeCommon() {
  const body = new FormData(form);
  const { errors } = await ask(urls.common, { method: 'POST', body });
  showErrors(errors);
  return errors;
}

function showErrors(errors) {
  form.querySelectorAll('[data-common-field]').forEach((field) => {
    const place = field.querySelector('[data-common-error]');
    const said = (errors[field.dataset.commonField] || []).join(' ');
    place.textContent = said;
    place.hidden = !said;
    field.classList.toggle('rot-many__field--wrong', Boolean(said));
    field.querySelector('input, select')?.setAttribute('aria-invalid', String(Boolean(said)));
  });
}

form.addEventListener('change', () => writeCommon().catch(() => {}));
form.addEventListener('submit', (event) => event.preventDefault());

/* -- Pieces ------------------------------------------------------------------------ */

const button = find('create');

function drawFoot() {
  const all = [...rows.values()];
  const ready = all.filter((row) => row.isComplete).length;
  const failed = all.filter((row) => row.hasFailed).length;
  find('none').hidden = all.length > 0;
  const tally = all.length ? say('tally', { ready, total: all.length }) : '';
  find('tally').textContent = failed ? `${tally} · ${say('tally_failed', { n: failed })}` : tally;
  if (creating) return;
  button.textContent = ready ? plural('create', ready) : say('create_none');
  button.disabled = !ready;
}

async function create() {
  creating = true;
  button.disabled = true;
  complain('');
  // What was typed last is on its way still.
  await Promise.allSettled([...rows.values()].map((row) => row.asked));
  const wanted = [...rows.values()].filter((row) => row.isComplete).map((row) => row.item.pk);
  const total = wanted.length;
  let done = 0;
  try {
    const errors = await writeCommon();
    if (Object.keys(errors).length) return form.querySelector('.rot-many__field--wrong :is(input, select)')?.focus();
    while (wanted.length) {
      find('creating').textContent = say('creating', { done, total });
      const { created, problems } = await ask(urls.create, { method: 'POST', json: { items: wanted } });
      created.forEach((piece) => {
        rows.get(piece.pk)?.vanish();
        const link = document.createElement('a');
        Object.assign(link, { href: piece.url, textContent: piece.title });
        const entry = document.createElement('li');
        entry.append(link);
        find('done-list').append(entry);
      });
      problems.forEach(({ pk, message }) => {
        const row = rows.get(pk);
        if (row) {
          row.problem = message;
          row.draw();
        }
      });
      done += created.length;
      const answered = new Set([...created, ...problems].map(({ pk }) => pk));
      if (!answered.size) break;
      wanted.splice(0, wanted.length, ...wanted.filter((pk) => !answered.has(pk)));
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    complain(error.message);
  } finally {
    creating = false;
    find('creating').textContent = '';
    if (done) {
      const all = find('done-list').childElementCount;
      find('done').hidden = false;
      find('done-words').textContent = plural('created', all);
      announce(plural('created', done));
      document.getElementById('rot-many-list').focus();
    }
    drawFoot();
    refresh();
  }
  return undefined;
}

button.addEventListener('click', create);
window.addEventListener('beforeunload', (event) => {
  if (flying) event.preventDefault();
});

read('rot-many-items').forEach(put);
drawFoot();
if ([...rows.values()].some(({ item }) => ['received', 'examining'].includes(item.upload?.state))) later();
