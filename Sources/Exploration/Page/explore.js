// The page around the networks: where the pointer is, what is drawn, and what is asked of the workers.
'use strict';

const pixels = run.height * run.width;
const isConditional = run.labels.length > 0;
/** How many pictures the discriminator sees at once; 0 without one. */
const packing = run.networks.discriminator?.packing || 0;
const colors = ['#0072b2', '#e69f00', '#009e73', '#cc3311', '#56b4e9', '#8a3ffc', '#a6761d', '#ee77b5', '#5c6b73', '#b5bd00'];
/** Milliseconds from an event to the picture that it asked for, for whoever measures. @type {number[]} */
const times = [];

/** @param {number} value */
const number = value => (value < 0 ? '−' : ' ') + Math.abs(value).toFixed(2);

/** The first coordinates; a line ends between two of them. @param {Float32Array} code */
const words = code => [...code].slice(0, 8).map((each, i) => `z${i + 1}\u00a0${number(each).trim()}`).join(', ')
  + (code.length > 8 ? ', …' : '');

// ---- Workers

const first = new Helper();
/** Further ones for what takes long, made when they are needed. @type {Helper[]} */
const others = [];
function helpers() {
  const wanted = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
  while (others.length < wanted) others.push(new Helper());
  return others;
}

/** @param {number} count @param {number} label */
const labelsOf = (count, label) => new Uint8Array(count).fill(label);

/** Pictures of codes. @param {Float32Array} codes @param {Uint8Array} labels @param {boolean} judges whether the judge and the discriminator are asked */
function decode(codes, labels, judges = false, helper = first) {
  const company = judges && packing > 1 ? state.company : undefined;
  return helper.ask('decode', { codes, labels, count: codes.length / run.latent, judges, company });
}

// ---- Drawing

/** @param {string} name @returns {number[]} */
const rgb = name => [1, 3, 5].map(at => parseInt(style().getPropertyValue(name).trim().slice(at, at + 2), 16));

/** A picture as ink on the ground. @param {Uint8Array} levels */
function ink(levels) {
  const image = new ImageData(run.width, run.height), [red, green, blue] = rgb('--ink');
  for (let i = 0; i < pixels; i++) image.data.set([red, green, blue, levels[i]], 4 * i);
  return image;
}

/** Shows a picture in a canvas of its size. @param {HTMLCanvasElement} canvas @param {Uint8Array} levels */
function show(canvas, levels) {
  if (canvas.width !== run.width || canvas.height !== run.height) [canvas.width, canvas.height] = [run.width, run.height];
  /** @type {any} */ (canvas).levels = levels;
  canvas.getContext('2d')?.putImageData(ink(levels), 0, 0);
}

/** A button or box with a picture and words below. @param {string} tag @param {string} words */
function tile(tag, words) {
  const element = document.createElement(tag);
  if (tag === 'button') /** @type {HTMLButtonElement} */ (element).type = 'button';
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [run.width, run.height];
  element.append(canvas, ...(words ? [document.createTextNode(words)] : []));
  return element;
}

// ---- What is shown

const state = {
  code: new Float32Array(run.latent),
  label: isConditional ? run.labels[Math.min(3, run.labels.length - 1)] : 0,
  /** What the plane shows to the right and downwards: coordinates, or directions when −1. */
  axes: run.latent > 16 ? [-1, -1] : [0, Math.min(1, run.latent - 1)],
  /** Unit vectors of the latent space. @type {Float64Array[]} */
  directions: [],
  layer: run.cloud ? 'codes' : 'pictures',
  start: new Float32Array(run.latent), end: new Float32Array(run.latent),
  frame: 0,
  /** Codes of the pictures that a discriminator of packs sees beside the one that is shown. */
  company: new Float32Array(0),
};

// ---- The picture of the code

let isBusy = false, wanted = 0;
/** Asks for the picture of the code; while one is being made only the last wish counts. */
function wish() {
  wanted = wanted || performance.now();
  if (isBusy) return;
  isBusy = true;
  const begun = wanted, code = state.code.slice(), label = state.label;
  wanted = 0;
  decode(code, labelsOf(1, label), true).then(answer => {
    show(get('picture'), answer.levels);
    const total = performance.now() - begun;
    times.push(total);
    describe(code, answer);
    isBusy = false;
    if (wanted) wish(); else settle();
  }).catch(fail);
}

/** @param {Float32Array} code @param {{time: number, opinions?: Float32Array, readings?: Float32Array, company: Uint8Array}} answer */
function describe(code, { time, opinions, readings, company }) {
  get('code').textContent = words(code);
  get('time').textContent = `${time.toFixed(1)} ms of computing`;
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(0)} %`;
  get('opinion').hidden = !opinions;
  if (opinions) {
    get('opinion').querySelector('i').style.width = 100 * opinions[0] + '%';
    get('opinion-words').textContent = packing > 1
      ? `The discriminator sees ${packing} pictures at once, this one with the one below: ${percent(opinions[0])} real`
      : `The discriminator: ${percent(opinions[0])} real`;
    if (company.length) show(get('company'), company.subarray(0, pixels));
  }
  get('reading').hidden = !readings;
  if (readings) {
    get('bars').shares = readings;
    const best = readings.indexOf(Math.max(...readings));
    get('reading-words').textContent = `The judge reads ${best === 8 ? 'an' : 'a'} ${best} (${percent(readings[best])})`;
    [...get('bars').children].forEach((bar, label) => {
      bar.firstElementChild.style.height = `calc(${readings[label]} * (100% - 1rem))`;
      bar.classList.toggle('best', label === best);
    });
  }
}

/** The judge's bars, one a label, and the company of a discriminator of packs. */
function makeOpinions() {
  const labels = run.networks.judge?.outputs || 0;
  get('bars').style.gridTemplateColumns = `repeat(${labels}, 1fr)`;
  get('bars').append(...Array.from({ length: labels }, (_, label) => {
    const bar = document.createElement('span');
    bar.append(document.createElement('i'), String(label));
    return bar;
  }));
  get('pack').hidden = packing < 2;
  get('another').onclick = () => {
    state.company = Float32Array.from({ length: (packing - 1) * run.latent }, dice);
    wish();
  };
  if (packing > 1) state.company = Float32Array.from({ length: (packing - 1) * run.latent }, dice);
}

let settling = 0;
/** What follows once the pointer rests: the other hands, the tiles and the words. */
function settle() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    hands(get('hands'), state.code);
    get('spoken').textContent = (isConditional ? `label ${state.label}, ` : '') + `code ${get('code').textContent}. `
      + [...(get('reading').hidden ? [] : ['reading-words']), ...(get('opinion').hidden ? [] : ['opinion-words'])]
        .map(id => get(id).textContent).join('. ');
  }, 120);
}

/** The same code with every label. @param {any} box @param {Float32Array} code */
async function hands(box, code) {
  if (!isConditional) return;
  const strip = box.querySelector('.strip'), count = run.labels.length;
  const codes = new Float32Array(count * run.latent);
  for (let i = 0; i < count; i++) codes.set(code, i * run.latent);
  const { levels } = await decode(codes, Uint8Array.from(run.labels));
  if (!strip.children.length) {
    strip.append(...run.labels.map((/** @type {number} */ label) => {
      const button = tile('button', '');
      button.setAttribute('aria-label', 'label ' + label);
      button.onclick = () => setLabel(label);
      return button;
    }));
  }
  for (let i = 0; i < count; i++) {
    strip.children[i].setAttribute('aria-pressed', String(run.labels[i] === state.label));
    show(strip.children[i].firstChild, levels.slice(i * pixels, (i + 1) * pixels));
  }
}

/** @param {Float32Array} code */
function setCode(code) {
  state.code = code;
  wish();
  syncSliders();
  paint();
}

/** @param {number} label */
function setLabel(label) {
  state.label = label;
  for (const button of get('labels').children) button.setAttribute('aria-pressed', String(Number(button.dataset.label) === label));
  wish();
  tiles();
  drawPath();
  showFrame();
}

// ---- The plane

const plane = get('plane'), side = 13;
const sheet = document.createElement('canvas');
/** The codes of test digits; null where there are none, and until they are unpacked. @type {any} */
let cloud = null;
/** Test digits as grey levels. */
let digits = new Uint8Array(0);
async function unpack() {
  digits = await bytesOfNumbers(run.digits, 1);
  if (!run.cloud) return;
  const [labels, codes] = await Promise.all([bytesOfNumbers(run.cloud.labels, 1), bytesOfNumbers(run.cloud.codes, 2)]);
  cloud = { ...run.cloud, labels, numbers: new Int16Array(codes.buffer) };
}

/** The half width of the plane: room for nearly all codes. */
let range = 1;
function measure() {
  turn();
  // The length of a code whose numbers are normal, or uniform, which have a variance of 1/3.
  const length = Math.sqrt(run.latent * (run.isUniform ? 1 / 3 : 1));
  range = state.axes.includes(-1) ? 1.1 * length : run.isUniform ? 1 : 3;
  if (!cloud) return;
  const sizes = [], last = (cloud.steps.length - 1) * cloud.count * run.latent;
  for (let i = 0; i < cloud.count; i++) {
    for (const k of [0, 1]) sizes.push(Math.abs(along(k, cloud.numbers, last + i * run.latent)) / 6000);
  }
  sizes.sort((one, other) => one - other);
  range = Math.min(6, Math.max(2, 1.1 * sizes[Math.floor(0.99 * sizes.length)]));
}

/** Makes the directions of the plane: coordinates, or any direction at right angles to the other one. */
function turn() {
  state.directions = state.axes.map((axis, k) => {
    const direction = new Float64Array(run.latent);
    if (axis >= 0) {
      // Downwards there is nothing where both are the same.
      if (k === 0 || axis !== state.axes[0]) direction[axis] = 1;
      return direction;
    }
    return direction.map(() => Math.random() - 0.5);
  });
  const [one, other] = state.directions, dot = (/** @type {Float64Array} */ a, /** @type {Float64Array} */ b) => a.reduce((sum, each, i) => sum + each * b[i], 0);
  const scale = (/** @type {Float64Array} */ a) => { const length = Math.sqrt(dot(a, a)) || 1; a.forEach((each, i) => { a[i] = each / length; }); };
  const [fixed, free] = state.axes[0] < 0 && state.axes[1] >= 0 ? [other, one] : [one, other];
  scale(fixed);
  const share = dot(fixed, free);
  free.forEach((each, i) => { free[i] = each - share * fixed[i]; });
  scale(free);
}

/** How far a code goes along a direction of the plane. @param {number} k @param {ArrayLike<number>} codes @param {number} start */
function along(k, codes, start = 0) {
  if (state.axes[k] >= 0) return state.directions[k][state.axes[k]] * codes[start + state.axes[k]];
  let sum = 0;
  for (let i = 0; i < run.latent; i++) sum += state.directions[k][i] * codes[start + i];
  return sum;
}

/** The code at a place of the plane, from −1 to 1 to the right and downwards; what lies outside of it stays.
 *  @param {number} x @param {number} y */
function codeAt(x, y) {
  const code = state.code.slice();
  [x, y].forEach((place, k) => {
    const missing = place * range - along(k, state.code);
    state.directions[k].forEach((share, i) => { if (share) code[i] += share * missing; });
  });
  return code;
}

let drawing = 0;
/** Decodes the plane, a few pictures at a time, so that the pointer never waits. */
async function tiles() {
  const turn = ++drawing, [width, height] = [run.width, run.height];
  const old = sheet.width === side * width;
  if (!old) [sheet.width, sheet.height] = [side * width, side * height];
  const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext('2d'));
  const count = side * side, codes = new Float32Array(count * run.latent);
  for (let i = 0; i < count; i++) {
    const place = (/** @type {number} */ index) => (2 * index + 1) / side - 1;
    codes.set(codeAt(place(i % side), place(Math.floor(i / side))), i * run.latent);
  }
  const helper = helpers()[0];
  for (let from = 0; from < count; from += side) {
    const { levels } = await decode(
      codes.slice(from * run.latent, (from + side) * run.latent), labelsOf(side, state.label), false, helper);
    if (turn !== drawing) return;
    for (let i = 0; i < side; i++) {
      context.putImageData(ink(levels.slice(i * pixels, (i + 1) * pixels)), i * width, from / side * height);
    }
    paint();
  }
}
let waiting = 0;
function tilesSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(tiles, 150);
}

let isPainting = false;
function paint() {
  if (isPainting) return;
  isPainting = true;
  requestAnimationFrame(() => { isPainting = false; paintNow(); });
}

function paintNow() {
  const size = Math.round(plane.clientWidth * devicePixelRatio);
  if (plane.width !== size) [plane.width, plane.height] = [size, size];
  const context = /** @type {CanvasRenderingContext2D} */ (plane.getContext('2d'));
  const unit = size / 2 / range, ratio = devicePixelRatio;
  /** @param {number} z */
  const at = z => size / 2 + z * unit;
  context.clearRect(0, 0, size, size);
  context.imageSmoothingEnabled = true;
  if (sheet.width) {
    context.globalAlpha = state.layer === 'codes' ? 0.22 : 0.9;
    context.drawImage(sheet, 0, 0, size, size);
    context.globalAlpha = 1;
  }
  context.strokeStyle = style().getPropertyValue('--line');
  context.lineWidth = ratio;
  for (const line of [at(0)]) {
    context.beginPath();
    context.moveTo(line, 0); context.lineTo(line, size);
    context.moveTo(0, line); context.lineTo(size, line);
    context.stroke();
  }
  if (cloud && state.layer === 'codes') paintCloud(context, at, ratio);
  if (run.latent > 1) paintPath(context, at, ratio);
  // The code.
  const [x, y] = [0, 1].map(k => at(along(k, state.code)));
  for (const [width, color] of /** @type {[number, string]} */ ([[5, '--ground'], [2.5, '--mark']])) {
    context.strokeStyle = style().getPropertyValue(color);
    context.lineWidth = width * ratio;
    context.beginPath();
    context.arc(x, y, 9 * ratio, 0, 2 * Math.PI);
    context.stroke();
  }
  context.font = `${13 * ratio}px system-ui, sans-serif`;
  context.textBaseline = 'bottom';
  const note = (/** @type {string} */ text, /** @type {number} */ left, /** @type {number} */ bottom) => {
    context.lineWidth = 4 * ratio;
    context.lineJoin = 'round';
    context.strokeStyle = style().getPropertyValue('--ground');
    context.strokeText(text, left, bottom);
    context.fillStyle = style().getPropertyValue('--quiet');
    context.fillText(text, left, bottom);
  };
  context.textAlign = 'right';
  const axisName = (/** @type {number} */ k) => state.axes[k] < 0 ? '' : `z${state.axes[k] + 1} `;
  note(`${axisName(0)}to ${range.toFixed(1)} →`, size - 8 * ratio, size / 2 - 6 * ratio);
  context.textAlign = 'left';
  if (state.axes[1] < 0 || state.axes[1] !== state.axes[0]) note(`${axisName(1)}to ${range.toFixed(1)} ↓`, size / 2 + 8 * ratio, size - 8 * ratio);
}

/** @param {CanvasRenderingContext2D} context @param {(z: number) => number} at @param {number} ratio */
function paintCloud(context, at, ratio) {
  const step = nearestStep(), start = step * cloud.count * run.latent, radius = 2.2 * ratio;
  for (let i = 0; i < cloud.count; i++) {
    const label = cloud.labels[i], code = start + i * run.latent;
    context.globalAlpha = isConditional && label !== state.label ? 0.12 : 0.75;
    context.fillStyle = colors[label % 10];
    context.beginPath();
    context.arc(
      at(along(0, cloud.numbers, code) / 6000), at(along(1, cloud.numbers, code) / 6000), radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  if (isConditional) return;
  // The label of each cloud at its middle.
  context.font = `700 ${17 * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let label = 0; label < 10; label++) {
    /** @type {number[][]} */
    const sides = [[], []];
    for (let i = 0; i < cloud.count; i++) {
      if (cloud.labels[i] !== label) continue;
      for (const k of [0, 1]) sides[k].push(along(k, cloud.numbers, start + i * run.latent) / 6000);
    }
    if (!sides[0].length) continue;
    const [x, y] = sides.map(all => at(all.sort((a, b) => a - b)[all.length >> 1]));
    context.lineWidth = 4 * ratio;
    context.lineJoin = 'round';
    context.strokeStyle = style().getPropertyValue('--ground');
    context.strokeText(String(label), x, y);
    context.fillStyle = colors[label];
    context.fillText(String(label), x, y);
  }
}

/** @param {CanvasRenderingContext2D} context @param {(z: number) => number} at @param {number} ratio */
function paintPath(context, at, ratio) {
  const points = Array.from({ length: 41 }, (_, i) => between(i / 40));
  context.strokeStyle = style().getPropertyValue('--mark');
  context.lineWidth = 1.5 * ratio;
  context.setLineDash([5 * ratio, 4 * ratio]);
  context.beginPath();
  points.forEach((code, i) => {
    const [x, y] = [0, 1].map(k => at(along(k, code)));
    if (i) context.lineTo(x, y); else context.moveTo(x, y);
  });
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = style().getPropertyValue('--mark');
  for (const code of [points[0], points[40]]) {
    context.beginPath();
    context.arc(at(along(0, code)), at(along(1, code)), 4 * ratio, 0, 2 * Math.PI);
    context.fill();
  }
}

/** @param {PointerEvent} event */
function point(event) {
  const box = plane.getBoundingClientRect();
  const place = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ length) =>
    Math.min(1, Math.max(-1, 2 * (at - from) / length - 1));
  stop();
  setCode(codeAt(place(event.clientX, box.left, box.width), place(event.clientY, box.top, box.height)));
}
plane.onpointermove = (/** @type {PointerEvent} */ event) => {
  if (event.pointerType === 'mouse' || event.buttons) point(event);
};
plane.onpointerdown = (/** @type {PointerEvent} */ event) => { plane.focus({ preventScroll: true }); point(event); };

// ---- Coordinates, axes and labels

/** A normal number, or a uniform one in [−1, 1), by the browser's own dice: for codes that nobody has to draw again. */
const dice = () => run.isUniform ? 2 * Math.random() - 1
  : Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const randomCode = () => Float32Array.from({ length: run.latent }, dice);

function syncSliders() {
  get('sliders').querySelectorAll('input').forEach((/** @type {HTMLInputElement} */ input, /** @type {number} */ i) => {
    input.value = String(state.code[i]);
    /** @type {any} */ (input.nextElementSibling).textContent = number(state.code[i]);
  });
}

function makeControls() {
  get('identity').textContent = `Notebook ${run.notebook}, trained on ${run.data}, profile ${run.profile}, seed ${run.seed}. `
    + 'Everything is computed here, by the kernels that trained it.';
  get('layers').hidden = !cloud;
  for (const button of get('layers').children) {
    button.onclick = () => {
      state.layer = button.dataset.layer;
      for (const each of get('layers').children) each.setAttribute('aria-pressed', String(each === button));
      paint();
    };
    button.setAttribute('aria-pressed', String(button.dataset.layer === state.layer));
  }
  if (run.latent > 2) {
    const select = (/** @type {number} */ which) => {
      const element = document.createElement('select');
      element.setAttribute('aria-label', which ? 'coordinate downwards' : 'coordinate to the right');
      element.append(
        ...Array.from({ length: run.latent }, (_, i) => new Option('z' + (i + 1), String(i), false, i === state.axes[which])),
        new Option('any direction', '-1', false, state.axes[which] < 0));
      element.onchange = () => { state.axes[which] = Number(element.value); measure(); paint(); tiles(); };
      return element;
    };
    get('axes').append('Plane of ', select(0), ' and ', select(1));
    get('sliders').hidden = false;
    get('sliders').open = run.latent <= 16;
    const box = get('sliders').querySelector('.sliders'), limit = run.isUniform ? 1 : 4;
    for (let i = 0; i < run.latent; i++) {
      const label = document.createElement('label'), input = document.createElement('input');
      Object.assign(input, { type: 'range', min: String(-limit), max: String(limit), step: '0.01', value: '0' });
      input.oninput = () => {
        const code = state.code.slice();
        code[i] = Number(input.value);
        setCode(code);
        tilesSoon();
      };
      label.append('z' + (i + 1), input, document.createElement('output'));
      box.append(label);
    }
  } else {
    get('axes').textContent = run.latent > 1 ? 'The plane of both coordinates' : 'The coordinate';
  }
  get('labels').hidden = get('hands').hidden = !isConditional;
  for (const label of run.labels) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = button.dataset.label = label;
    button.setAttribute('aria-pressed', String(label === state.label));
    button.onclick = () => setLabel(label);
    get('labels').append(button);
  }
  get('draw-code').onclick = () => { stop(); setCode(randomCode()); if (run.latent > 2) tiles(); };
  get('origin').onclick = () => { stop(); setCode(new Float32Array(run.latent)); if (run.latent > 2) tiles(); };
}

// ---- A path

/** The code a share of the way along. @param {number} share */
function between(share) {
  const { start, end } = state;
  let one = 1 - share, other = share;
  if (get('way').value === 'circle') {
    const length = (/** @type {Float32Array} */ code) => Math.hypot(...code);
    let cosine = 0;
    for (let i = 0; i < run.latent; i++) cosine += start[i] * end[i];
    const angle = Math.acos(Math.min(1, Math.max(-1, cosine / (length(start) * length(end) || 1))));
    if (angle > 1e-4) [one, other] = [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)];
  }
  return Float32Array.from(start, (each, i) => one * each + other * end[i]);
}

const stops = 11;
async function drawPath() {
  const codes = new Float32Array(stops * run.latent), strip = get('steps');
  for (let i = 0; i < stops; i++) codes.set(between(i / (stops - 1)), i * run.latent);
  if (!strip.children.length) {
    for (let i = 0; i < stops; i++) {
      const button = tile('button', '');
      button.setAttribute('aria-label', `picture ${i + 1} of ${stops} of the path`);
      button.onclick = () => { stop(); setCode(between(i / (stops - 1))); };
      strip.append(button);
    }
  }
  paint();
  const { levels } = await decode(codes, labelsOf(stops, state.label));
  for (let i = 0; i < stops; i++) show(strip.children[i].firstChild, levels.slice(i * pixels, (i + 1) * pixels));
}

let playing = 0;
function stop() {
  cancelAnimationFrame(playing);
  playing = 0;
  get('play').setAttribute('aria-pressed', 'false');
  get('play').textContent = '▶ Play';
  for (const each of get('steps').children) each.removeAttribute('aria-pressed');
}
function play() {
  if (playing) return stop();
  get('play').setAttribute('aria-pressed', 'true');
  get('play').textContent = '■ Stop';
  const begun = performance.now(), length = 4000;
  const step = (/** @type {number} */ now) => {
    // There and back again, slower at the ends.
    const phase = (1 - Math.cos(2 * Math.PI * Math.max(0, now - begun) / (2 * length))) / 2;
    setCode(between(phase));
    [...get('steps').children].forEach((each, i) => each.setAttribute('aria-pressed', String(i === Math.round(phase * (stops - 1)))));
    playing = requestAnimationFrame(step);
  };
  playing = requestAnimationFrame(step);
}

/** The path there and back as a GIF file. @returns {Promise<Uint8Array>} */
async function gifOfPath() {
  const count = 25, codes = new Float32Array(count * run.latent);
  for (let i = 0; i < count; i++) codes.set(between(i / (count - 1)), i * run.latent);
  const { levels } = await decode(codes, labelsOf(count, state.label), false, helpers()[0]);
  const there = Array.from({ length: count }, (_, i) => levels.subarray(i * pixels, (i + 1) * pixels));
  return gif([...there, ...there.slice(1, -1).reverse()], run.width, run.height, 4, 8);
}
get('save').onclick = async () => {
  get('save').disabled = true;
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await gifOfPath()], { type: 'image/gif' }));
    link.download = `${run.notebook}-path.gif`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    fail(error);
  }
  get('save').disabled = false;
};
get('play').onclick = play;
get('set-start').onclick = () => { state.start = state.code.slice(); drawPath(); };
get('set-end').onclick = () => { state.end = state.code.slice(); drawPath(); };
get('random-path').onclick = () => { [state.start, state.end] = [randomCode(), randomCode()]; drawPath(); };
get('way').onchange = () => drawPath();

// ---- The pen

const paper = get('paper');
/** Strokes in units of the paper's side. @type {{x: number, y: number}[][]} */
let strokes = [];

/** Draws the strokes, in ink or in white on black. @param {CanvasRenderingContext2D} context @param {number} size @param {string} color
 *  @param {{x: number, y: number}} shift */
function stroke(context, size, color, shift = { x: 0, y: 0 }) {
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = 0.085 * size;
  context.lineCap = context.lineJoin = 'round';
  for (const line of strokes) {
    context.beginPath();
    line.forEach(({ x, y }, i) => {
      const [left, top] = [(x + shift.x) * size, (y + shift.y) * size];
      if (i) context.lineTo(left, top); else context.moveTo(left, top);
    });
    if (line.length === 1) context.lineTo((line[0].x + shift.x) * size + 0.1, (line[0].y + shift.y) * size);
    context.stroke();
  }
}

function paintPaper() {
  const size = Math.round(paper.clientWidth * devicePixelRatio) || 280;
  [paper.width, paper.height] = [size, size];
  const context = paper.getContext('2d');
  stroke(context, size, style().getPropertyValue('--ink'));
  if (strokes.length) return;
  context.fillStyle = style().getPropertyValue('--quiet');
  context.font = `${15 * devicePixelRatio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.fillText('draw here', size / 2, size / 2);
}

/** The strokes as the data's digits are: white on black, the middle of the ink in the middle of the picture. */
function digitOfStrokes() {
  const scale = 8, size = [run.width * scale, run.height * scale];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = size;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  /** @param {{x: number, y: number}} shift */
  const levels = shift => {
    context.fillStyle = '#000';
    context.fillRect(0, 0, ...size);
    stroke(context, size[0], '#fff', shift);
    const data = context.getImageData(0, 0, size[0], size[1]).data, result = new Uint8Array(pixels);
    for (let row = 0; row < run.height; row++) {
      for (let column = 0; column < run.width; column++) {
        let sum = 0;
        for (let y = 0; y < scale; y++) for (let x = 0; x < scale; x++) sum += data[4 * ((row * scale + y) * size[0] + column * scale + x)];
        result[row * run.width + column] = Math.round(sum / scale / scale);
      }
    }
    return result;
  };
  const raw = levels({ x: 0, y: 0 });
  let [mass, x, y] = [0, 0, 0];
  raw.forEach((level, i) => { mass += level; x += level * (i % run.width); y += level * Math.floor(i / run.width); });
  return levels({ x: 0.5 - (x / mass + 0.5) / run.width, y: 0.5 - (y / mass + 0.5) / run.height });
}

let isReading = false, isStale = false;
/** Encodes a digit: with its label, or with the one of all labels whose picture is nearest. @param {Uint8Array} levels @param {number} [label] */
async function read(levels, label) {
  if (isReading) { isStale = true; return; }
  isReading = true;
  const labels = !isConditional ? [0] : label === undefined ? run.labels : [label], count = labels.length;
  const copies = new Uint8Array(count * pixels);
  for (let i = 0; i < count; i++) copies.set(levels, i * pixels);
  const { codes } = await first.ask('encode', { levels: copies, count, labels: Uint8Array.from(labels) });
  const decoded = await decode(codes, Uint8Array.from(labels));
  const errors = labels.map((/** @type {number} */ _, /** @type {number} */ k) => {
    let sum = 0;
    for (let i = 0; i < pixels; i++) sum += (decoded.levels[k * pixels + i] - levels[i]) ** 2;
    return sum;
  });
  const best = errors.indexOf(Math.min(...errors)), code = codes.slice(best * run.latent, (best + 1) * run.latent);
  show(get('seen'), levels);
  show(get('again'), decoded.levels.slice(best * pixels, (best + 1) * pixels));
  get('drawn-code').textContent = words(code);
  get('drawn-words').textContent = (isConditional ? `Encoded as a ${labels[best]}${label === undefined ? ', the label with the least error' : ''}. ` : '')
    + `Mean error of a pixel ${Math.sqrt(errors[best] / pixels).toFixed(1)} of 255 levels.`;
  if (isConditional) {
    const isOther = state.label !== labels[best];
    state.label = labels[best];
    if (isOther) { drawPath(); showFrame(); }
    for (const button of get('labels').children) button.setAttribute('aria-pressed', String(Number(button.dataset.label) === state.label));
    get('drawn-hands').hidden = false;
    await hands(get('drawn-hands'), code);
  }
  stop();
  setCode(code);
  isReading = false;
  if (isStale) { isStale = false; readStrokes(); }
}
function readStrokes() { if (strokes.length) read(digitOfStrokes()); }

function makePen() {
  if (!run.networks.encoder) return;
  get('pen').hidden = false;
  const place = (/** @type {PointerEvent} */ event) => {
    const box = paper.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  let isDown = false;
  paper.onpointerdown = (/** @type {PointerEvent} */ event) => {
    try { paper.setPointerCapture(event.pointerId); } catch { /* a pointer of a script */ }
    isDown = true;
    strokes.push([place(event)]);
    paintPaper();
  };
  paper.onpointermove = (/** @type {PointerEvent} */ event) => {
    if (!isDown) return;
    strokes[strokes.length - 1].push(place(event));
    paintPaper();
    readStrokes();
  };
  paper.onpointerup = paper.onpointercancel = () => { if (isDown) { isDown = false; readStrokes(); tilesSoon(); } };
  get('clear').onclick = () => { strokes = []; paintPaper(); };
  get('tests-title').hidden = !digits.length;
  for (let i = 0; i < digits.length / pixels; i++) {
    const button = tile('button', ''), levels = digits.slice(i * pixels, (i + 1) * pixels);
    show(/** @type {HTMLCanvasElement} */ (button.firstChild), levels);
    button.setAttribute('aria-label', 'a test digit, ' + run.digitLabels[i]);
    button.onclick = () => { strokes = []; paintPaper(); read(levels, run.digitLabels[i]); tilesSoon(); };
    get('tests').append(button);
  }
  paintPaper();
}

// ---- The course of training

function nearestStep() {
  if (!run.frames) return cloud.steps.length - 1;
  const step = run.frames.steps[state.frame];
  let nearest = 0;
  cloud.steps.forEach((/** @type {number} */ each, /** @type {number} */ i) => {
    if (Math.abs(each - step) < Math.abs(cloud.steps[nearest] - step)) nearest = i;
  });
  return nearest;
}

function showFrame() {
  if (!run.frames) return;
  const { steps, pictures } = run.frames;
  const all = pictures[isConditional && pictures[state.label] ? state.label : Object.keys(pictures)[0]];
  get('frame').src = 'data:image/png;base64,' + all[state.frame];
  get('frame').alt = `What the network drew after step ${steps[state.frame]}`;
  get('step-words').textContent = `after step ${steps[state.frame]} of ${steps[steps.length - 1]}`;
  get('cloud-words').textContent = cloud ? 'The codes of the digits in the plane above are those of the same time.' : '';
}

function makeTraining() {
  if (!run.frames) return;
  get('training').hidden = false;
  get('step').max = String(run.frames.steps.length - 1);
  state.frame = run.frames.steps.length - 1;
  get('step').value = String(state.frame);
  get('step').oninput = () => { state.frame = Number(get('step').value); showFrame(); paint(); };
  showFrame();
}

// ---- The same bits

/** Pictures side by side in a square. @param {Uint8Array} levels @param {number} side */
function mosaic(levels, side) {
  const result = new Uint8Array(levels.length), { height, width } = run;
  for (let image = 0; image < side * side; image++) {
    for (let row = 0; row < height; row++) {
      const from = (image * height + row) * width;
      result.set(levels.subarray(from, from + width), ((Math.floor(image / side) * height + row) * side + image % side) * width);
    }
  }
  return result;
}

/** All pictures of a data set, shared out over the workers. @param {any} check @param {(done: number) => void} progress */
async function drawn(check, progress) {
  const count = check.side ? check.side ** 2 : check.count, part = 48, result = new Uint8Array(count * pixels);
  const codes = check.codes && new Float32Array((await bytesOfNumbers(check.codes, 4)).buffer);
  const asked = check.labels ? await bytesOfNumbers(check.labels, 1) : labelsOf(count, check.label || 0);
  let next = 0, done = 0;
  await Promise.all(helpers().map(async helper => {
    while (next < count) {
      const from = next, to = Math.min(count, from + part);
      next = to;
      const labels = asked.length ? asked.slice(from, to) : labelsOf(to - from, 0);
      const { levels } = await helper.ask('decode', codes
        ? { codes: codes.slice(from * run.latent, to * run.latent), labels, count: to - from }
        : { key: check.key, isUniform: run.isUniform, first: from, labels, count: to - from });
      result.set(levels, from * pixels);
      progress(done += to - from);
    }
  }));
  return result;
}

/** @param {any[]} checks which data sets */
async function compare(checks = run.checks) {
  get('check').disabled = true;
  get('digests').querySelector('tbody').replaceChildren();
  get('digests').hidden = false;
  let equal = 0;
  const begun = performance.now();
  for (const check of checks) {
    const levels = await drawn(check, done => {
      get('progress').textContent = `${check.path}: ${done.toLocaleString('en')} pictures`;
    });
    const here = check.side
      ? await digest([check.side * run.height, check.side * run.width], mosaic(levels, check.side))
      : await digest([check.count, run.height, run.width], levels);
    if (addDigest(check.path, check.sha256, here)) equal++;
  }
  const seconds = (performance.now() - begun) / 1000;
  get('progress').textContent = `${equal === checks.length ? '✓ The same bits' : '✗ Not the same bits'}: `
    + `${equal} of ${checks.length} data sets, in ${seconds.toFixed(1)} s.`;
  get('progress').className = equal === checks.length ? 'good' : 'bad';
  get('check').disabled = false;
}
get('check').onclick = () => compare().catch(fail);

// ---- Colours and keys

repaint = () => {
  for (const canvas of document.querySelectorAll('canvas')) if (/** @type {any} */ (canvas).levels) show(canvas, /** @type {any} */ (canvas).levels);
  paint();
  paintPaper();
  tiles();
};

onKey(event => {
  const moves = /** @type {Record<string, number[]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
  if (moves[event.key] && document.activeElement === plane) {
    event.preventDefault();
    stop();
    const step = event.shiftKey ? 0.15 : 0.03;
    const [x, y] = moves[event.key].map((move, k) => Math.min(1, Math.max(-1, along(k, state.code) / range + move * step)));
    setCode(codeAt(x, y));
  } else if (isConditional && run.labels.includes(Number(event.key)) && event.key.trim()) setLabel(Number(event.key));
  else if (event.key === 'r') get('draw-code').click();
  else if (event.key === 'b') get('set-start').click();
  else if (event.key === 'e') get('set-end').click();
  else if (event.key === 'p') play();
});
addEventListener('resize', () => { paint(); paintPaper(); });

// ---- Begin

unpack().then(() => {
  makeControls();
  makeOpinions();
  measure();
  makePen();
  makeTraining();
  state.start = codeAt(-0.55, -0.45);
  state.end = codeAt(0.5, 0.55);
  return first.ready;
}).then(({ engine }) => {
  tellEngine(engine);
  setCode(codeAt(0.2, -0.15));
  drawPath();
  return tiles();
}).then(() => { document.body.dataset.ready = 'true'; }).catch(fail);
/** For whoever measures. */
Object.assign(window, { exploration: { times, state, run, compare, gifOfPath } });
