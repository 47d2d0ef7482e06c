// Added to the page by differences.mjs, which reads `outcome`: uses the page as a reader would and notes what did not hold.
// What the page complains about, differences.mjs hears from the browser.
'use strict';
const outcome = { failures: [], last: '', hasEnded: false };

void (async () => {
  const hold = (what, isTrue) => {
    outcome.last = what;
    if (!isTrue) outcome.failures.push(what);
  };
  const press = key => dispatchEvent(new KeyboardEvent('keydown', { key }));
  const wait = time => new Promise(done => setTimeout(done, time));
  const until = async (what, isTrue) => {
    for (const end = performance.now() + 60_000; performance.now() < end && !isTrue();) await wait(50);
    hold(what, isTrue());
  };
  const style = (element, property) => getComputedStyle(element)[property];
  const fits = what => hold(what + ': wider than the window',
    document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  try {
    const all = [...document.querySelectorAll('figure.change')].filter(each => each.offsetParent);
    hold('what is gone is folded away', document.querySelector('details:not([open]) figure.change'));
    const pairs = all.filter(figure => figure.classList.contains('pair'));
    const stills = pairs.filter(figure => figure.dataset.kind === 'still');
    const moving = pairs.filter(figure => figure.dataset.kind === 'animation');
    hold('there are stills and animations', stills.length >= 3 && moving.length >= 2);
    fits('side by side');

    // j and k walk over all pictures.
    press('j');
    hold('j marks the first', all[0].classList.contains('current') && document.activeElement === all[0]);
    press('j'); press('k');
    hold('k goes back', all[0].classList.contains('current'));
    for (let i = 1; i < all.length; i++) press('j');
    hold('j ends at the last', all[all.length - 1].classList.contains('current'));

    // The map of differences.
    const still = stills[0];
    still.scrollIntoView({ block: 'center' });
    const map = still.querySelector('.diff canvas');
    await until('the difference is drawn', () => map.width > 300);
    const images = [...still.querySelectorAll('img')];
    const data = images.map(image => {
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    });
    const shown = map.getContext('2d').getImageData(0, 0, map.width, map.height);
    let wrong = 0, changed = 0;
    if (data[0].width === data[1].width && data[0].height === data[1].height) {
      for (let i = 0; i < shown.data.length; i += 4) {
        const isSame = [0, 1, 2].every(c => data[0].data[i + c] === data[1].data[i + c]);
        const isGrey = shown.data[i] === shown.data[i + 1] && shown.data[i] === shown.data[i + 2];
        if (!isSame) changed++;
        if (isSame !== isGrey) wrong++;
      }
    }
    hold('colour exactly where pixels changed: ' + wrong + ' wrong', changed > 0 && wrong === 0);

    // Modes by keys and by buttons.
    const names = { 1: 'side', 2: 'swipe', 3: 'onion', 4: 'blink' };
    const buttons = [...document.querySelectorAll('.modes button')];
    for (const key of [2, 3, 4, 1]) {
      press(String(key));
      hold('key ' + key, document.body.dataset.mode === names[key]);
      hold('pressed ' + key, buttons.filter(b => b.getAttribute('aria-pressed') === 'true')
        .map(b => b.dataset.mode).join() === names[key]);
      fits(names[key]);
    }
    const old = still.querySelector('.old .paper'), now = still.querySelector('.new .paper');
    const over = () => {
      const a = old.getBoundingClientRect(), b = now.getBoundingClientRect();
      return Math.abs(a.left - b.left) < 1 && Math.abs(a.top - b.top) < 1;
    };
    hold('side by side they are apart', !over());

    buttons[1].click();
    hold('swipe lays new over old', over());
    const slider = document.querySelector('#at');
    slider.value = 30; slider.dispatchEvent(new Event('input'));
    hold('the slider moves the edge', style(now, 'clipPath').includes('30%'));
    press('ArrowRight');
    hold('→ moves the edge: ' + style(now, 'clipPath'), style(now, 'clipPath').includes('35%'));
    const view = still.querySelector('.view'), box = old.getBoundingClientRect();
    view.setPointerCapture = () => {};
    const point = (type, share) => view.dispatchEvent(new PointerEvent(type, { bubbles: true,
      pointerId: 1, buttons: 1, clientX: box.left + share * box.width, clientY: box.top + 20 }));
    point('pointerdown', 0.2); point('pointermove', 0.8);
    hold('dragging moves the edge: ' + style(now, 'clipPath'),
      Math.abs(parseFloat(style(now, 'clipPath').split(' ').pop()) - 80) < 1);
    const line = still.querySelector('.divider').getBoundingClientRect();
    hold('the line is at the edge', Math.abs(line.left + 1 - box.left - 0.8 * box.width) < 2);

    press('3');
    slider.value = 25; slider.dispatchEvent(new Event('input'));
    hold('onion skin mixes', Math.abs(style(now, 'opacity') - 0.25) < 0.01 && over());

    press('4');
    hold('blink begins with old', style(now, 'visibility') === 'hidden');
    press(' ');
    hold('space shows new', style(now, 'visibility') === 'visible');
    await wait(2000);
    hold('and stops the clock', style(now, 'visibility') === 'visible');
    press(' ');
    hold('space shows old again', style(now, 'visibility') === 'hidden');
    press('4');
    await until('the clock shows new', () => style(now, 'visibility') === 'visible');
    await until('the clock shows old', () => style(now, 'visibility') === 'hidden');
    press('1');

    // Animations: frames as the browser itself decodes them.
    const papers = figure => [...figure.querySelectorAll('.paper[data-delays]')];
    const delays = moving.map(figure => papers(figure).map(paper => paper.dataset.delays));
    // The GIF files themselves, which differences.mjs adds to the page.
    const files = moving.map(figure => originals[figure.querySelector('figcaption b').textContent]);
    for (const [index, figure] of moving.entries()) {
      figure.scrollIntoView();
      await until('the animation is prepared', () => figure.querySelector('.frames'));
      const canvases = [...figure.querySelectorAll('.old canvas, .new canvas')];
      const first = Number(figure.dataset.frame);
      hold('it begins at the frame that changed most', figure.frame === first);
      while (!figure.classList.contains('current')) press(all.indexOf(figure)
        > all.findIndex(f => f.classList.contains('current')) ? 'j' : 'k');
      figure.show(0);
      press('.'); press('.'); press(',');
      hold('. and , step through frames', figure.frame === 1
        && figure.querySelector('output').textContent.startsWith('frame 2 of '));
      for (const [side, canvas] of canvases.entries()) {
        const bytes = Uint8Array.from(atob(files[index][side]), letter => letter.charCodeAt(0));
        const decoder = new ImageDecoder({ data: bytes, type: 'image/gif' });
        await decoder.tracks.ready;
        await decoder.completed;
        const count = decoder.tracks.selectedTrack.frameCount;
        hold('as many frames as the browser finds', Number(figure.querySelector('.frames input').max)
          >= count && delays[index][side].split(',').length === count);
        for (const frame of [0, Math.floor(count / 2), count - 1]) {
          figure.show(frame);
          const { image } = await decoder.decode({ frameIndex: frame });
          hold('frame ' + frame + ' stays as long',
            Number(delays[index][side].split(',')[frame]) === image.duration / 10000);
          const other = new OffscreenCanvas(canvas.width, canvas.height);
          other.getContext('2d').drawImage(image, 0, 0);
          image.close();
          const [a, b] = [other, canvas].map(
            each => each.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data);
          hold('frame ' + frame + ' as the browser decodes it', a.every((value, i) => value === b[i]));
        }
      }
    }

    // Light and dark.
    const ground = style(document.body, 'backgroundColor');
    press('t');
    hold('t changes the ground', style(document.body, 'backgroundColor') !== ground);
    press('t');
    hold('and back', style(document.body, 'backgroundColor') === ground);
    press('?');
    hold('? shows the keys', document.querySelector('#keys').open);

    hold('nothing came over the network', performance.getEntriesByType('resource')
      .every(entry => entry.name.startsWith('data:')));
    for (const button of document.querySelectorAll('button')) {
      const size = button.getBoundingClientRect();
      hold('a finger finds ' + button.textContent, size.width === 0 || size.height >= 36);
    }
    fits('at the end');
  } catch (error) {
    outcome.failures.push('the check broke: ' + error.stack);
  }
  outcome.hasEnded = true;
})();
