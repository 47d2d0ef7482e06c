// Animations: a way to step through the frames of both sides at once.
'use strict';

// A canvas for the frames of a side.
function sideOf({ paper, pictures }) {
  const canvas = canvasOf(pictures[0]);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', paper.querySelector('img').alt);
  paper.replaceChildren(canvas);
  return { canvas, frames: pictures, delays: paper.dataset.delays.split(',').map(Number) };
}

function prepareAnimation(figure) {
  const sides = sidesOf(figure).map(sideOf);
  if (!sides.length) return;
  const count = Math.max(...sides.map(side => side.frames.length));
  const changed = new Set((figure.dataset.changed || '').split(',').filter(Boolean).map(Number));
  const difference = figure.querySelector('.diff canvas');
  const bar = document.createElement('div');
  bar.className = 'frames';
  bar.innerHTML = '<button type="button" aria-label="Play or pause">▶</button>'
    + '<input type="range" min="1" step="1" aria-label="Frame"><output></output>';
  const [play, slider, output] = bar.children;
  slider.max = count;
  figure.append(bar);
  let timer = 0;
  figure.show = frame => {
    const at = Math.min(Math.max(frame, 0), count - 1);
    slider.value = at + 1;
    const now = sides.map(side => side.frames[Math.min(at, side.frames.length - 1)]);
    sides.forEach((side, i) => side.canvas.getContext('2d').putImageData(now[i], 0, 0));
    if (difference && now[1]) drawDifference(difference, now[0], now[1]);
    const isChanged = changed.has(at);
    output.textContent = `frame ${at + 1} of ${count}` + (changed.size && !isChanged ? ', same' : '');
    output.className = isChanged ? 'changed' : '';
    figure.frame = at;
  };
  const step = () => {
    figure.show((figure.frame + 1) % count);
    const side = sides[sides.length - 1];
    const delay = side.delays[Math.min(figure.frame, side.delays.length - 1)];
    timer = setTimeout(step, 10 * Math.max(delay, 4));
  };
  figure.play = () => {
    if (timer) { clearTimeout(timer); timer = 0; } else { timer = setTimeout(step, 50); }
    play.textContent = timer ? '⏸' : '▶';
  };
  play.onclick = figure.play;
  slider.oninput = () => figure.show(slider.value - 1);
  const width = Math.max(...sides.map(side => side.canvas.width));
  figure.refit = () => fit(figure, width);
  figure.show(Number(figure.dataset.frame) || 0);
  figure.refit();
}
