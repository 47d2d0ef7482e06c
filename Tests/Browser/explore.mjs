// Uses a page of `experiments explore` as a reader would, and says what did not hold.
//
//   node Tests/Browser/explore.mjs CHROMIUM PAGE [PICTURES]      PICTURES/<name>-*.png are for people to look at
import { writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Browser } from './browser.mjs';

const [program, file, pictures] = process.argv.slice(2);
const page = resolve(file), name = basename(dirname(page));
const failures = [];
const hold = (what, isTrue) => { if (!isTrue) failures.push(what); };
const wait = time => new Promise(done => setTimeout(done, time));
const browser = new Browser(program);
const text = selector => browser.value(`document.querySelector(${JSON.stringify(selector)}).textContent`);
const levels = selector => browser.value(`[...(document.querySelector(${JSON.stringify(selector)}).levels || [])].join()`);
const click = selector => browser.value(`document.querySelector(${JSON.stringify(selector)}).click()`);
const there = selector => browser.value(`!!document.querySelector(${JSON.stringify(selector)})?.offsetParent`);
const scroll = selector => browser.value(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: 'start' })`);
const shot = async (kind, isWhole) => { if (pictures) await browser.picture(join(pictures, `${name}-${kind}.png`), isWhole); };

async function pointer() {
  await browser.value('exploration.times.length = 0');
  const before = await levels('#picture');
  for (let i = 0; i <= 40; i++) {
    const angle = i / 40 * 2 * Math.PI;
    await browser.point('#plane', 0.5 + 0.3 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle));
    await wait(25);
  }
  await wait(400);
  hold('the picture follows the pointer', await levels('#picture') !== before);
  const times = (await browser.value('exploration.times')).sort((one, other) => one - other);
  hold('pictures while the pointer moves', times.length > 10);
  return times[times.length >> 1];
}

async function draw() {
  await scroll('#pen');
  const seven = [[0.3, 0.25], [0.5, 0.24], [0.72, 0.25], [0.66, 0.4], [0.58, 0.56], [0.5, 0.72], [0.45, 0.85]];
  await browser.point('#paper', ...seven[0], 'mousePressed', true);
  for (const place of seven) await browser.point('#paper', ...place, 'mouseMoved', true);
  await browser.point('#paper', ...seven[6], 'mouseReleased');
  hold('a drawn digit is decoded', await browser.until(`document.querySelector('#again').levels?.some(level => level > 0)`));
  await wait(500);
  hold('its code is shown', (await text('#drawn-code')).startsWith('z1'));
  await shot('drawn');
  const drawn = await text('#drawn-code');
  if (await there('#tests button')) {
    await click('#tests button');
    hold('a test digit has another code',
      await browser.until(`document.querySelector('#drawn-code').textContent !== ${JSON.stringify(drawn)}`));
  }
}

/** The path as a GIF, as the browser itself decodes it: as many frames as there are pictures, and the first one's pixels. */
async function film() {
  const { file, ...found } = await browser.value(`(async () => {
    const bytes = await exploration.gifOfPath(), { levels } = document.querySelector('#steps canvas');
    const decoder = new ImageDecoder({ data: bytes, type: 'image/gif' });
    await decoder.tracks.ready;
    await decoder.completed;
    const { image } = await decoder.decode();
    const [width, height] = [image.displayWidth, image.displayHeight];
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    image.close();
    const { data } = context.getImageData(0, 0, width, height);
    // A level is a square of four by four pixels.
    const errors = Array.from(levels, (level, i) => {
      const [row, column] = [Math.floor(i / (width / 4)), i % (width / 4)];
      return Math.abs(255 - level - data[4 * ((4 * row + 2) * width + 4 * column + 2)]);
    });
    return {
      frames: decoder.tracks.selectedTrack.frameCount, milliseconds: image.duration / 1000,
      isWhole: width * height === 16 * levels.length, error: Math.max(...errors),
      file: btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join('')),
    };
  })()`);
  if (pictures) writeFileSync(join(pictures, `${name}-path.gif`), Buffer.from(file, 'base64'));
  // Thirty-two greys are at most four levels and a half off.
  hold('a path is a film: ' + JSON.stringify(found),
    found.frames === 48 && found.milliseconds === 80 && found.isWhole && found.error <= 5);
}

/** A page that draws. */
async function explore() {
  await browser.show(page, { width: 1120, height: 900 });
  hold('it gets ready', await browser.until('document.body?.dataset.ready'));
  await shot('wide');
  const engine = await browser.value('document.body.dataset.engine');
  const median = await pointer();
  await shot('hovered');

  if (await there('#reading')) {
    const shares = await browser.value(`[...document.querySelector('#bars').shares]`);
    hold('the judge reads with probabilities', shares.length > 1 && Math.abs(shares.reduce((sum, each) => sum + each) - 1) < 1e-4);
    hold('and says what: ' + await text('#reading-words'), /reads an? \d+/.test(await text('#reading-words')));
  }
  if (await there('#another')) {
    const before = await levels('#company');
    await click('#another');
    hold('a discriminator of packs sees another companion',
      await browser.until(`[...document.querySelector('#company').levels].join() !== ${JSON.stringify(before)}`));
  }
  if (await there('#labels')) {
    const before = await levels('#picture');
    await browser.value(`document.querySelector('#plane').focus()`);
    await browser.press('7', '7');
    await wait(600);
    hold('a label changes the picture', await levels('#picture') !== before);
    hold('and is marked', await browser.value(`document.querySelector('#labels [aria-pressed=true]').textContent === '7'`));
    hold('the other hands are shown', await browser.value(`document.querySelectorAll('#hands .strip canvas').length > 1`));
  }
  await browser.value(`document.querySelector('#plane').focus()`);
  const code = await text('#code');
  await browser.press('ArrowRight');
  hold('an arrow key moves', await browser.until(`document.querySelector('#code').textContent !== ${JSON.stringify(code)}`));
  hold('what is shown is spoken', await browser.until(`document.querySelector('#spoken').textContent.includes('code')`));
  if (await there('#sliders input')) {
    const before = await levels('#picture');
    await browser.value(`(() => { const input = document.querySelectorAll('#sliders input')[2]; input.value = 0.9;
      input.dispatchEvent(new Event('input')); })()`);
    hold('a slider changes the picture', await browser.until(`[...document.querySelector('#picture').levels].join() !== ${JSON.stringify(before)}`));
  }

  if (await there('#pen')) await draw();

  await scroll('#path');
  // Keys go to a slider that has the focus.
  await browser.value('document.activeElement?.blur()');
  await browser.press('p', 'p');
  hold('p plays a path', await browser.value(`document.querySelector('#play').getAttribute('aria-pressed')`) === 'true');
  const first = await levels('#picture');
  hold('its pictures change', await browser.until(`[...document.querySelector('#picture').levels].join() !== ${JSON.stringify(first)}`));
  await shot('path');
  await browser.press('p', 'p');
  hold('and stops', await browser.until(`document.querySelector('#play').getAttribute('aria-pressed') === 'false'`));
  await film();

  if (await there('#training')) {
    await browser.value(`(() => { const step = document.querySelector('#step'); step.value = 1; step.dispatchEvent(new Event('input')); })()`);
    hold('an earlier frame is shown', await browser.until(`document.querySelector('#frame').complete
      && document.querySelector('#frame').naturalWidth > 0`));
    await scroll('#training');
    await shot('training');
    await browser.value(`(() => { const step = document.querySelector('#step'); step.value = step.max; step.dispatchEvent(new Event('input')); })()`);
  }

  await click('#check');
  hold('the comparison ends', await browser.until(`/data sets, in/.test(document.querySelector('#progress').textContent)`, 600));
  hold('the bits are the same: ' + await text('#progress'), (await text('#progress')).startsWith('✓'));
  await scroll('#same');
  await shot('same');
  const checked = await text('#progress');

  // The other module: all planes, or the samples where there are none.
  await browser.show(page + '#exact', { width: 1120, height: 900 });
  hold('it gets ready without the instruction', await browser.until('document.body?.dataset.ready', 120));
  hold('without the instruction', await browser.value('document.body.dataset.engine') === 'exact');
  const exactMedian = await pointer();
  await browser.value(`exploration.compare(exploration.run.checks.filter((check, _, all) => check.side || all.length === 1))`, 900);
  hold('the bits are the same without the instruction: ' + await text('#progress'), (await text('#progress')).startsWith('✓'));
  console.log(`${name}: ${median.toFixed(1)} ms from pointer to picture (median), ${engine} fma; `
    + `${exactMedian.toFixed(1)} ms in double precision. ${checked}`);
}

/** A page that trains. */
async function train() {
  await browser.show(page, { width: 1120, height: 900 });
  hold('it gets ready', await browser.until('document.body?.dataset.ready'));
  const engine = await browser.value('document.body.dataset.engine');
  await shot('wide');
  await click('#train');
  hold('it draws as it trains', await browser.until(`/^Step/.test(document.querySelector('#progress').textContent)`));
  hold('the training ends', await browser.until(`/data sets are equal/.test(document.querySelector('#progress').textContent)`, 600));
  const told = await text('#progress');
  hold('the bits are the same: ' + told, told.startsWith('✓'));
  await shot('trained', true);
  const last = await text('#stop-words');
  await browser.value(`(() => { const stop = document.querySelector('#stop'); stop.value = 1; stop.dispatchEvent(new Event('input')); })()`);
  hold('an earlier curve is shown', await text('#stop-words') !== last);
  await browser.show(page + '#exact', { width: 1120, height: 900 });
  hold('it gets ready without the instruction', await browser.until(`document.body?.dataset.engine === 'exact' && document.body.dataset.ready`));
  await click('#train');
  hold('it trains without the instruction', await browser.until(`/data sets are equal/.test(document.querySelector('#progress').textContent)`, 900));
  hold('the bits are the same without the instruction: ' + await text('#progress'), (await text('#progress')).startsWith('✓'));
  console.log(`${name}: ${engine} fma: ${told} In double precision: ${await text('#progress')}`);
}

/** By night, and on a telephone. */
async function views() {
  for (const [kind, view] of Object.entries({
    dark: { width: 1120, height: 900, isDark: true }, phone: { width: 390, height: 844, isPhone: true },
    'phone-dark': { width: 390, height: 844, isPhone: true, isDark: true },
  })) {
    await browser.show(page, view);
    await wait(200);
    hold(kind + ' gets ready', await browser.until('document.body?.dataset.ready'));
    hold(kind + ' fits', await browser.value('document.documentElement.scrollWidth <= document.documentElement.clientWidth'));
    hold(kind + ' has its theme', await browser.value(`document.documentElement.dataset.theme`) === (view.isDark ? 'dark' : 'light'));
    if (view.isPhone && await there('#plane')) {
      const before = await levels('#picture');
      await browser.touch('#plane', 0.3, 0.3, 'touchStart');
      await browser.touch('#plane', 0.7, 0.4, 'touchMove');
      await browser.touch('#plane', 0.7, 0.4, 'touchEnd');
      await wait(600);
      hold(kind + ' follows a finger', await levels('#picture') !== before);
    }
    if (view.isPhone) {
      const small = await browser.value(`[...document.querySelectorAll('button, select')].filter(each => each.offsetParent
        && each.getBoundingClientRect().height < 36).map(each => each.textContent || each.getAttribute('aria-label')).join()`);
      hold('a finger finds ' + small, small === '');
    }
    await shot(kind, kind !== 'dark');
  }
}

try {
  await browser.show(page, { width: 1120, height: 900 });
  hold('it is a page', await browser.until('window.exploration'));
  if (await there('#train')) await train(); else await explore();
  await views();
} catch (error) {
  failures.push('the check broke: ' + error.stack);
}
failures.push(...browser.complaints.map(each => 'the page complains: ' + each));
await browser.close();
for (const failure of failures) console.log('did not hold: ' + failure);
console.log(`${name}: ${failures.length ? failures.length + ' did not hold' : 'all held'}`);
process.exit(failures.length ? 1 : 0);
