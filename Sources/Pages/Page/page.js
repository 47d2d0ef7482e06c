// Animations that can be stopped and gone through, and a list of contents that is open where there is room.
'use strict';
const calm = matchMedia('(prefers-reduced-motion: reduce)');

class Animation {
  constructor(element) {
    this.frames = [...element.querySelectorAll('img')];
    this.delays = element.dataset.delays.split(',').map(Number);
    const controls = element.querySelector('.controls');
    controls.hidden = false;
    [this.playButton, this.slider, this.output] = ['.play', 'input', 'output'].map(each => controls.querySelector(each));
    this.at = this.frames.length - 1;
    this.timer = 0;
    // Whether it plays while it can be seen.
    this.plays = !calm.matches;
    this.isSeen = false;
    this.playButton.onclick = () => this.setPlays(!this.plays);
    this.slider.oninput = () => this.stopAt(this.slider.value - 1);
    controls.querySelector('.back').onclick = () => this.stopAt(this.at - 1);
    controls.querySelector('.on').onclick = () => this.stopAt(this.at + 1);
    this.label();
  }

  label() {
    const action = this.plays ? 'Stop' : 'Play';
    if (this.playButton.textContent !== action) this.playButton.textContent = action;
    this.slider.value = this.at + 1;
    this.output.textContent = `${this.at + 1} of ${this.frames.length}`;
  }

  async show(frame) {
    const next = Math.min(Math.max(frame, 0), this.frames.length - 1);
    this.at = next;
    this.label();
    // A frame that is not decoded yet would flicker.
    try { await this.frames[next].decode(); } catch { /* It is shown as well as it can be. */ }
    if (this.at !== next) return;
    this.frames.forEach((image, index) => { image.hidden = index !== next; });
  }

  stopAt(frame) {
    this.setPlays(false);
    return this.show(frame);
  }

  setPlays(plays) {
    this.plays = plays;
    this.label();
    this.run();
  }

  setSeen(isSeen) {
    this.isSeen = isSeen;
    this.run();
  }

  run() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.plays || !this.isSeen) return;
    this.timer = setTimeout(async () => {
      await this.show((this.at + 1) % this.frames.length);
      if (this.timer) this.run();
    }, 10 * Math.max(this.delays[this.at], 4));
  }
}

const animations = new Map([...document.querySelectorAll('.animation')].map(each => [each, new Animation(each)]));
// Only what can be seen moves.
const sight = new IntersectionObserver(entries => {
  for (const entry of entries) animations.get(entry.target).setSeen(entry.isIntersecting);
}, { threshold: 0.25 });
for (const element of animations.keys()) sight.observe(element);

const contents = document.querySelector('.contents details');
if (contents) {
  const wide = matchMedia('(min-width: 72rem)');
  const follow = () => { contents.open = wide.matches; };
  wide.onchange = follow;
  follow();
  contents.addEventListener('click', event => {
    if (event.target.closest('a') && !wide.matches) contents.open = false;
  });
}
