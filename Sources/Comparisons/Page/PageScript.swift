/// What the page does: modes, keys, the map of differences and the frames of animations, without any
/// library. `gifFrames` reads GIF files, since a page cannot stop an image's own animation.
enum PageScript {
  static let text = viewer + animations + controls

  /// Stills: sizes and the map of differences.
  private static let viewer = #"""
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

    function pixels(image) {
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, canvas.width, canvas.height);
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
      await Promise.all(images.map(image => image.decode()));
      const width = Math.max(...images.map(image => image.naturalWidth));
      figure.refit = () => fit(figure, width);
      const canvas = figure.querySelector('.diff canvas');
      if (canvas) drawDifference(canvas, pixels(images[0]), pixels(images[1]));
      figure.refit();
    }
    """#

  /// Animations: their frames, and a way to step through both at once.
  private static let animations = #"""

    function gifFrames(bytes) {
      let place = 6;
      const byte = () => bytes[place++], word = () => byte() | byte() << 8;
      const width = word(), height = word(), flags = byte();
      place += 2;
      const colors = count => { place += 3 * count; return bytes.subarray(place - 3 * count, place); };
      const shared = flags & 128 ? colors(2 << (flags & 7)) : null;
      const blocks = () => {
        const parts = [];
        for (let size = byte(); size; size = byte()) {
          parts.push(bytes.subarray(place, place += size));
        }
        const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
        parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
        return all;
      };
      let screen = new Uint8ClampedArray(4 * width * height).fill(255);
      let control = { delay: 10, disposal: 0, transparent: -1 };
      const frames = [];
      while (place < bytes.length) {
        const kind = byte();
        if (kind === 0x3b) break;
        if (kind === 0x21) {
          const label = byte(), data = blocks();
          if (label === 0xf9) control = { disposal: data[0] >> 2 & 7, delay: data[1] | data[2] << 8,
            transparent: data[0] & 1 ? data[3] : -1 };
          continue;
        }
        const left = word(), top = word(), w = word(), h = word(), local = byte();
        const palette = local & 128 ? colors(2 << (local & 7)) : shared;
        const codeSize = byte();
        const indices = expand(blocks(), codeSize, w * h);
        const before = screen.slice();
        const rows = [];
        const passes = local & 64 ? [[0, 8], [4, 8], [2, 4], [1, 2]] : [[0, 1]];
        for (const [start, step] of passes) for (let y = start; y < h; y += step) rows.push(y);
        rows.forEach((y, line) => {
          for (let x = 0; x < w; x++) {
            const index = indices[line * w + x];
            if (index === control.transparent) continue;
            const to = 4 * ((top + y) * width + left + x);
            screen[to] = palette[3 * index]; screen[to + 1] = palette[3 * index + 1];
            screen[to + 2] = palette[3 * index + 2];
          }
        });
        frames.push({ image: new ImageData(screen.slice(), width, height), delay: control.delay });
        if (control.disposal === 3) screen = before;
        if (control.disposal === 2) {
          for (let y = top; y < top + h; y++) {
            screen.fill(255, 4 * (y * width + left), 4 * (y * width + left + w));
          }
        }
        control = { delay: 10, disposal: 0, transparent: -1 };
      }
      return frames;
    }

    function expand(data, codeSize, count) {
      const clear = 1 << codeSize, output = new Uint8Array(count);
      const prefix = new Int16Array(4096), suffix = new Uint8Array(4096), length = new Int32Array(4096);
      for (let code = 0; code < clear; code++) { suffix[code] = code; length[code] = 1; }
      let next = clear + 2, width = codeSize + 1, previous = -1, buffer = 0, bits = 0, at = 0;
      for (const byte of data) {
        buffer |= byte << bits; bits += 8;
        while (bits >= width && at < count) {
          const code = buffer & (1 << width) - 1;
          buffer >>>= width; bits -= width;
          if (code === clear) { next = clear + 2; width = codeSize + 1; previous = -1; continue; }
          if (code === clear + 1 || code > next) return output;
          const known = code === next ? previous : code, end = at + length[known];
          let walk = known;
          for (let i = end - 1; i > at; i--) { output[i] = suffix[walk]; walk = prefix[walk]; }
          const first = suffix[walk];
          output[at] = first;
          if (code === next) output[end] = first;
          if (previous >= 0 && next < 4096) {
            prefix[next] = previous; suffix[next] = first; length[next] = length[previous] + 1;
            if (++next === 1 << width && width < 12) width++;
          }
          at = end + (code === known ? 0 : 1);
          previous = code;
        }
      }
      return output;
    }

    const bytesOf = image => Uint8Array.from(
      atob(image.src.slice(image.src.indexOf(',') + 1)), letter => letter.charCodeAt(0));

    function prepareAnimation(figure) {
      const sides = [...figure.querySelectorAll('img')].map(image => {
        const canvas = document.createElement('canvas');
        const frames = gifFrames(bytesOf(image));
        canvas.width = frames[0].image.width; canvas.height = frames[0].image.height;
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', image.alt);
        image.replaceWith(canvas);
        return { canvas, frames };
      });
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
        const now = sides.map(side => side.frames[Math.min(at, side.frames.length - 1)].image);
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
        const delay = side.frames[Math.min(figure.frame, side.frames.length - 1)].delay;
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
    """#

  /// Modes, keys and the theme.
  private static let controls = #"""

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
    """#
}
