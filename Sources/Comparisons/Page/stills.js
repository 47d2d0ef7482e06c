// Stills: their sizes, and the map of what differs.
'use strict';
const body = document.body;
const figures = [...document.querySelectorAll('figure.change')];
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

// What became darker is blue, lighter orange, and another hue purple; the strength is relative to
// the greatest difference.
function drawDifference(canvas, a, b) {
  const width = Math.max(a.width, b.width), height = Math.max(a.height, b.height);
  canvas.width = width; canvas.height = height;
  const context = canvas.getContext('2d');
  const map = context.createImageData(width, height), out = map.data;
  const luminance = (d, i) => (2 * d[i] + 5 * d[i + 1] + d[i + 2]) >> 3;
  const size = new Uint8Array(width * height);
  let greatest = 1;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const inA = x < a.width && y < a.height, inB = x < b.width && y < b.height;
    let d = 255;
    if (inA && inB) {
      const i = 4 * (y * a.width + x), j = 4 * (y * b.width + x);
      d = Math.max(Math.abs(a.data[i] - b.data[j]), Math.abs(a.data[i + 1] - b.data[j + 1]),
        Math.abs(a.data[i + 2] - b.data[j + 2]));
    }
    size[y * width + x] = d;
    if (d > greatest) greatest = d;
  }
  const darker = [0, 114, 178], lighter = [213, 94, 0], hue = [136, 34, 85];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const k = y * width + x, d = size[k];
    const inA = x < a.width && y < a.height, inB = x < b.width && y < b.height;
    let ground = 255, color = inB ? darker : lighter;
    if (inA && inB) {
      const before = luminance(a.data, 4 * (y * a.width + x));
      const after = luminance(b.data, 4 * (y * b.width + x));
      ground = 255 - Math.floor((255 - after) / 5);
      color = 4 * Math.abs(after - before) < d ? hue : after < before ? darker : lighter;
    }
    const strength = d ? 100 + Math.floor(155 * d / greatest) : 0;
    for (let c = 0; c < 3; c++) {
      out[4 * k + c] = (ground * (255 - strength) + color[c] * strength) / 255;
    }
    out[4 * k + 3] = 255;
  }
  context.putImageData(map, 0, 0);
}

function canvasOf(picture) {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width; canvas.height = picture.height;
  canvas.getContext('2d').putImageData(picture, 0, 0);
  return canvas;
}

// A still is drawn at twice the size at which it is shown; above each other it may be larger.
function fit(figure, width) {
  const shown = Number(figure.dataset.width) || width;
  const most = body.dataset.mode === 'side' ? shown : Math.max(shown, Math.min(width, 900));
  for (const paper of figure.querySelectorAll('.paper > *')) {
    const own = paper.naturalWidth || paper.width;
    paper.style.width = Math.round(most * own / width) + 'px';
  }
}

async function prepareStill(figure) {
  const images = [...figure.querySelectorAll('img')];
  const sides = figure.dataset.film ? sidesOf(figure) : [];
  for (const { paper, pictures } of sides) {
    paper.querySelector('img').src = canvasOf(pictures[0]).toDataURL();
  }
  await Promise.all(images.map(image => image.decode()));
  const width = Math.max(...images.map(image => image.naturalWidth));
  figure.refit = () => fit(figure, width);
  const canvas = figure.querySelector('.diff canvas');
  if (canvas) drawDifference(canvas, ...sides.map(side => side.pictures[0]));
  figure.refit();
}
