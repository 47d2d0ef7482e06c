// What every page has: its data, the workers that compute, digests, and the theme.
'use strict';

/** @param {string} id @returns {any} */
const get = id => document.getElementById(id);
const run = JSON.parse(get('run').textContent);

/** A worker and the questions that it has not answered yet. */
class Helper {
  constructor() {
    const code = get('engine').textContent + '\nserve();';
    this.worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    /** @type {Map<number, {resolve: Function, reject: Function}>} */
    this.open = new Map();
    this.count = 0;
    this.worker.onmessage = ({ data }) => {
      const question = this.open.get(data.id);
      this.open.delete(data.id);
      if (data.error) question?.reject(new Error(data.error)); else question?.resolve(data.answer);
    };
    this.worker.onerror = event => fail(event.message || 'a worker could not be started');
    // `explore.html#exact` does without the instruction, for whoever wants to compare.
    this.ready = this.ask('load', {
      modules: run.modules, networks: run.networks, isExact: location.hash === '#exact',
    });
  }

  /** @param {string} kind @param {any} request @returns {Promise<any>} */
  ask(kind, request) {
    const id = this.count++;
    this.worker.postMessage({ id, kind, request });
    return new Promise((resolve, reject) => this.open.set(id, { resolve, reject }));
  }
}

/** @param {unknown} error */
function fail(error) {
  get('trouble').hidden = false;
  get('trouble').textContent = 'The networks cannot be run here: ' + error
    + '. This page needs WebAssembly with vectors, and workers: any browser since 2023.';
}

/** Says which of both modules is at work. @param {string} engine */
function tellEngine(engine) {
  get('engine-words').textContent = engine === 'relaxed'
    ? 'This browser and this processor have an instruction for a · b + c rounded once, and it gave the right bits for 65,536 hard products.'
    : 'a · b + c rounded once is computed in double precision here, and corrected where that would round twice.';
  document.body.dataset.engine = engine;
}

const style = () => getComputedStyle(document.documentElement);

/** The SHA-256 of bytes, in hexadecimal. @param {Uint8Array[]} parts one after the other */
async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { all.set(part, place); place += part.length; }
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', all))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The digest of a data set, as `metrics.json` has it. @param {number[]} shape @param {Uint8Array | Float32Array} values */
function digest(shape, values) {
  const type = values instanceof Float32Array ? 'float32' : 'uint8';
  return sha256(
    new TextEncoder().encode(`${type} [${shape.join(', ')}]\n`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** A row of the table of digests. @param {string} path @param {string} expected @param {string} found @returns {boolean} whether both are equal */
function addDigest(path, expected, found) {
  const isEqual = expected === found, row = get('digests').querySelector('tbody').insertRow(), mark = row.insertCell();
  mark.className = 'mark ' + (isEqual ? 'good' : 'bad');
  mark.textContent = isEqual ? '✓' : '✗';
  mark.setAttribute('aria-label', isEqual ? 'the same' : 'different');
  for (const text of [path, expected, found]) row.insertCell().append(Object.assign(document.createElement('code'), { textContent: text }));
  return isEqual;
}

/** What is painted again in other colours. @type {() => void} */
let repaint = () => {};
function toggleTheme() {
  document.documentElement.dataset.theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  repaint();
}
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
get('theme').onclick = toggleTheme;

/** Keys but those that a field or the browser takes. @param {(event: KeyboardEvent) => void} body */
function onKey(body) {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /** @type {any} */ (event.target).matches?.('input, select')) return;
    if (event.key === 't') toggleTheme();
    else if (event.key === '?') get('keys').open = !get('keys').open;
    else body(event);
  });
}

document.querySelector('h1').textContent = run.title;
document.querySelector('.lead').textContent = run.summary + '.';
