// The page around a training: it is done step by step, drawn as it goes, and compared with the one that the run did.
'use strict';

/** Half the side of what a canvas shows. */
const range = 2.5;
/** What is drawn, for each curve: the points and the decoded curve. @type {{points: Float32Array[], curves: Float32Array[]}} */
const shown = { points: [], curves: [] };
/** The curves at all stops so far, for the slider. @type {{step: number, curves: Float32Array[]}[]} */
let history = [];
const totalSteps = run.epochs * run.stepsPerEpoch;
/** @param {number} count */
const counted = count => count.toLocaleString('en');

// ---- Drawing

/** @param {HTMLCanvasElement} canvas @param {Float32Array | undefined} points @param {Float32Array | undefined} curve */
function paintCurve(canvas, points, curve) {
  const ratio = devicePixelRatio, size = Math.round(canvas.clientWidth * ratio) || 300;
  if (canvas.width !== size) [canvas.width, canvas.height] = [size, size];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), unit = size / 2 / range;
  context.clearRect(0, 0, size, size);
  context.strokeStyle = style().getPropertyValue('--line');
  context.lineWidth = ratio;
  context.strokeRect(0, size / 2, size, 0);
  context.strokeRect(size / 2, 0, 0, size);
  const at = (/** @type {Float32Array} */ numbers, /** @type {number} */ i) => [size / 2 + numbers[2 * i] * unit, size / 2 - numbers[2 * i + 1] * unit];
  if (points) {
    context.fillStyle = style().getPropertyValue('--quiet');
    context.globalAlpha = 0.55;
    for (let i = 0; i < points.length / 2; i++) {
      const [x, y] = at(points, i);
      context.beginPath();
      context.arc(x, y, 1.6 * ratio, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }
  if (!curve) return;
  context.strokeStyle = style().getPropertyValue('--mark');
  context.lineWidth = 3 * ratio;
  context.lineJoin = context.lineCap = 'round';
  context.beginPath();
  for (let i = 0; i < curve.length / 2; i++) {
    const [x, y] = at(curve, i);
    if (i) context.lineTo(x, y); else context.moveTo(x, y);
  }
  context.stroke();
}

function paint() {
  run.names.forEach((/** @type {string} */ name, /** @type {number} */ i) => {
    paintCurve(get('curve-' + name), shown.points[i], shown.curves[i]);
  });
}
repaint = paint;
addEventListener('resize', paint);

/** @param {number} index of the history */
function showStop(index) {
  shown.curves = history[index].curves;
  get('stop-words').textContent = `after step ${counted(history[index].step)} of ${counted(totalSteps)}`;
  paint();
}

// ---- Training

const helper = new Helper();

/** All parameters as a link of the log's chain takes them down: of each tensor the lengths of its name and of its numbers, the name, the numbers.
 * @param {Uint8Array} parameters @returns {Uint8Array} */
function archived(parameters) {
  const names = run.tensors.map((/** @type {any} */ tensor) => new TextEncoder().encode(tensor.name));
  const size = names.reduce((/** @type {number} */ sum, /** @type {Uint8Array} */ name) => sum + 8 + name.length, parameters.length);
  const bytes = new Uint8Array(size), view = new DataView(bytes.buffer);
  let place = 0, taken = 0;
  run.tensors.forEach((/** @type {any} */ tensor, /** @type {number} */ i) => {
    view.setUint32(place, names[i].length, true);
    view.setUint32(place + 4, tensor.count, true);
    bytes.set(names[i], place + 8);
    place += 8 + names[i].length;
    bytes.set(parameters.subarray(taken, taken + 4 * tensor.count), place);
    [place, taken] = [place + 4 * tensor.count, taken + 4 * tensor.count];
  });
  return bytes;
}

/** The steps after which something is compared: links of the chain, and epochs whose curves are in the log. */
const stops = [...new Set([...run.links.map((/** @type {any} */ link) => link.step),
  ...run.frames.map((/** @type {number} */ epoch) => epoch * run.stepsPerEpoch)])].sort((one, other) => one - other);

/** Trains from the first random number on, and compares every link of the chain and every data set. */
async function train() {
  get('train').disabled = true;
  const rows = get('digests').querySelector('tbody'), links = get('links').querySelector('tbody');
  rows.replaceChildren();
  links.replaceChildren();
  get('progress').className = 'quiet';
  history = [];
  const begun = performance.now();
  shown.points = (await helper.ask('begin', run)).points;
  /** @type {Float32Array[][]} */
  const frames = [];
  let link = new Uint8Array(), equal = 0, compared = 0;
  for (const step of stops) {
    const { curves, parameters } = await helper.ask('advance', { step });
    history.push({ step, curves });
    if (run.frames.includes(step / run.stepsPerEpoch)) frames.push(curves);
    const expected = run.links.find((/** @type {any} */ each) => each.step === step);
    if (expected) {
      const found = await sha256(link, archived(parameters));
      link = Uint8Array.from(found.match(/../g) || [], pair => parseInt(pair, 16));
      compared++;
      if (found === expected.sha256) equal++;
      const row = links.insertRow();
      row.insertCell().textContent = found === expected.sha256 ? '✓' : '✗';
      row.cells[0].className = 'mark ' + (found === expected.sha256 ? 'good' : 'bad');
      for (const text of [counted(step), expected.sha256, found]) row.insertCell().append(Object.assign(document.createElement('code'), { textContent: text }));
      get('last').replaceChildren(row.cloneNode(true));
    }
    get('links-box').hidden = false;
    get('gauge').style.width = 100 * step / totalSteps + '%';
    get('progress').textContent = `Step ${counted(step)} of ${counted(totalSteps)}: ${equal} of ${compared} links of the chain are equal.`;
    get('stop').max = String(history.length - 1);
    get('stop').value = get('stop').max;
    get('stop').disabled = false;
    showStop(history.length - 1);
    // The browser paints in between.
    await new Promise(done => requestAnimationFrame(done));
  }
  const seconds = (performance.now() - begun) / 1000;
  let sets = 0;
  get('digests').hidden = false;
  for (const check of run.checks) {
    const name = check.path.split('/')[1], isOfPoints = name.endsWith('-points'), i = run.names.indexOf(name.replace('-points', ''));
    const found = isOfPoints ? await digest([run.points, 2], shown.points[i])
      : await digest([frames.length, run.vertices, 2], Float32Array.from(frames.flatMap(each => [...each[i]])));
    if (addDigest(check.path, check.sha256, found)) sets++;
  }
  const isSame = equal === run.links.length && sets === run.checks.length;
  get('progress').textContent = `${isSame ? '✓ The same bits' : '✗ Not the same bits'}: ${equal} of ${run.links.length} links and `
    + `${sets} of ${run.checks.length} data sets are equal. ${counted(totalSteps)} steps in ${seconds.toFixed(1)} s.`;
  get('progress').className = isSame ? 'good' : 'bad';
  get('train').textContent = 'Train again';
  get('train').disabled = false;
}

// ---- Begin

get('identity').textContent = `Notebook ${run.notebook}, profile ${run.profile}, seed ${run.seed}. `
  + 'Everything is computed here: by the kernels, the derivatives and the optimiser that trained it.';
get('curves').append(...run.names.map((/** @type {string} */ name) => {
  const figure = document.createElement('figure'), canvas = document.createElement('canvas');
  canvas.id = 'curve-' + name;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `Points near a ${name}, and the curve that is decoded`);
  figure.append(canvas, Object.assign(document.createElement('figcaption'), { textContent: name }));
  return figure;
}));
get('train').onclick = () => train().catch(fail);
get('stop').oninput = () => showStop(Number(get('stop').value));
onKey(event => { if (event.key === 'p' && !get('train').disabled) train().catch(fail); });
helper.ready.then(async ({ engine }) => {
  tellEngine(engine);
  shown.points = (await helper.ask('begin', run)).points;
  paint();
  get('train').disabled = false;
  document.body.dataset.ready = 'true';
}).catch(fail);
/** For whoever measures. */
Object.assign(window, { exploration: { run, train } });
