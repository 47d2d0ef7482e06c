// Modes, keys and the theme.
'use strict';

const buttons = [...document.querySelectorAll('.modes button')];
const slider = document.querySelector('#at');
let blinking = 0;
function setFlip(on) { body.classList.toggle('flip', on); }
function blink(on) {
  clearInterval(blinking);
  blinking = on ? setInterval(() => setFlip(!body.classList.contains('flip')), 700) : 0;
}
function setMode(mode) {
  // What is being looked at stays in its place while other figures change their size.
  const anchor = current() || figures.find(f => f.getBoundingClientRect().bottom > 80);
  const before = anchor && anchor.getBoundingClientRect().top;
  body.dataset.mode = mode;
  for (const button of buttons) {
    button.setAttribute('aria-pressed', button.dataset.mode === mode);
  }
  setFlip(false);
  blink(mode === 'blink' && !calm);
  for (const figure of figures) if (figure.refit) figure.refit();
  if (anchor && window.scrollY > 0) {
    window.scrollBy(0, anchor.getBoundingClientRect().top - before);
  }
}
function setAt(share, figure) {
  const at = Math.min(Math.max(share, 0), 1);
  for (const each of figure ? [figure] : figures) {
    each.style.setProperty('--at', 100 * at + '%');
    each.style.setProperty('--mix', at);
  }
  slider.value = Math.round(100 * at);
}
for (const button of buttons) button.onclick = () => setMode(button.dataset.mode);
slider.oninput = () => setAt(slider.value / 100);

for (const figure of figures) {
  const view = figure.querySelector('.view');
  const drag = event => {
    if (body.dataset.mode !== 'swipe') return;
    const box = figure.querySelector('.old .paper, .paper').getBoundingClientRect();
    setAt((event.clientX - box.left) / box.width, figure);
  };
  view.addEventListener('pointerdown', event => {
    mark(figure);
    if (body.dataset.mode === 'swipe') { view.setPointerCapture(event.pointerId); drag(event); }
    if (body.dataset.mode === 'blink') { blink(false); setFlip(!body.classList.contains('flip')); }
  });
  view.addEventListener('pointermove', event => { if (event.buttons) drag(event); });
  view.addEventListener('dragstart', event => event.preventDefault());
}

const current = () => document.querySelector('figure.current');
function mark(figure) {
  const old = current();
  if (old) old.classList.remove('current');
  figure.classList.add('current');
  prepare(figure);
}
function go(step) {
  // Those in a part that is folded away are passed over.
  const seen = figures.filter(figure => figure.offsetParent);
  if (!seen.length) return;
  const at = seen.indexOf(current());
  const next = seen[at < 0 ? (step > 0 ? 0 : seen.length - 1)
    : Math.min(Math.max(at + step, 0), seen.length - 1)];
  mark(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
let chosen = false;
const follow = () => { if (!chosen) root.dataset.theme = dark.matches ? 'dark' : 'light'; };
dark.onchange = follow;
follow();
function toggleTheme() {
  chosen = true;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
}
document.querySelector('#theme').onclick = toggleTheme;
const help = document.querySelector('#keys');
const showHelp = () => { help.open = !help.open; help.scrollIntoView({ block: 'nearest' }); };

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isRange = event.target instanceof HTMLInputElement;
  const onButton = event.target.closest && event.target.closest('button, summary');
  const figure = current();
  const modes = { 1: 'side', 2: 'swipe', 3: 'onion', 4: 'blink' };
  const move = amount => setAt(Number(slider.value) / 100 + amount);
  const actions = {
    j: () => go(1), n: () => go(1), k: () => go(-1), p: () => go(-1),
    t: toggleTheme, '?': showHelp,
    ',': () => figure && figure.show && figure.show(figure.frame - 1),
    '.': () => figure && figure.show && figure.show(figure.frame + 1),
  };
  const mode = body.dataset.mode;
  if (!isRange && (mode === 'swipe' || mode === 'onion')) {
    actions.ArrowLeft = () => move(-0.05);
    actions.ArrowRight = () => move(0.05);
  }
  if (!onButton && mode === 'blink') {
    actions[' '] = () => { blink(false); setFlip(!body.classList.contains('flip')); };
  } else if (!onButton && figure && figure.play) {
    actions[' '] = figure.play;
  }
  const action = modes[event.key] ? () => setMode(modes[event.key]) : actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// Pictures are prepared shortly before they come into sight.
function prepare(figure) {
  nearby.unobserve(figure);
  if (figure.isPrepared) return;
  figure.isPrepared = true;
  if (figure.dataset.kind === 'animation') prepareAnimation(figure);
  else prepareStill(figure);
}
const nearby = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) prepare(entry.target);
}, { rootMargin: '800px' });
for (const figure of figures) nearby.observe(figure);
setMode('side');
