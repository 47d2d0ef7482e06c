// Uses a page of `experiments diff --html` as a reader would, and says what did not hold.
//
//   node Tests/Browser/differences.mjs CHROMIUM PICTURES PAGE BEFORE AFTER      PICTURES/*.png are for people to look at
//
// BEFORE and AFTER are folders that have the GIF files of the page's animations: the browser decodes them by itself.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Browser } from './browser.mjs';

const [program, pictures, file, ...folders] = process.argv.slice(2);
const page = resolve(file);
const check = readFileSync(new URL('check.js', import.meta.url), 'utf8');
const originals = Object.fromEntries(readdirSync(folders[1]).filter(name => name.endsWith('.gif')).map(name =>
  [basename(name, '.gif'), folders.map(folder => readFileSync(join(folder, name), 'base64'))]));
const browser = new Browser(program);
let failures = 0;

// Said at once: what comes later may take its time to fail, too.
const hold = (name, what, isTrue) => {
  if (isTrue) return;
  failures++;
  console.log(`did not hold: ${name}: ${what}`);
};

/** One part of the work; whatever goes wrong in it is told under its name. @param {string} name @param {() => Promise<void>} work */
async function part(name, work) {
  try {
    if (browser.failure) hold(name, 'it was not looked at: ' + browser.failure, false);
    else await work();
  } catch (error) {
    hold(name, 'the check broke: ' + error.stack, false);
  }
  for (const complaint of new Set(browser.complaints.splice(0))) hold(name, 'the page complains: ' + complaint, false);
}

/** Uses the page. @param {string} name @param {object} view as for `Browser.show` */
async function use(name, view) {
  const before = failures;
  await part(name, async () => {
    await browser.show(page, view);
    hold(name, 'it is there', await browser.until(`document.readyState === 'complete' && typeof setMode === 'function'`));
    hold(name, 'it has its theme', await browser.value('document.documentElement.dataset.theme') === (view.isDark ? 'dark' : 'light'));
    await browser.value('globalThis.originals = ' + JSON.stringify(originals));
    await browser.value(check);
    const hasEnded = await browser.until('outcome.hasEnded', 300);
    const outcome = await browser.value('outcome');
    for (const failure of outcome.failures) hold(name, failure, false);
    hold(name, 'the check ends; it came as far as: ' + outcome.last, hasEnded);
  });
  console.log(`${name}: ${failures === before ? 'all held' : failures - before + ' did not hold'}`);
}

/**
 * Takes a picture of the upper end of the page, or of one figure alone after some keys.
 * @param {string} name @param {object} view as for `Browser.show` @param {number} [figure] among the pairs @param {string} keys
 */
async function photograph(name, view, figure, keys = '') {
  await part(name, async () => {
    await browser.show(page, view);
    hold(name, 'it is there', await browser.until(`document.readyState === 'complete' && typeof setMode === 'function'`));
    if (figure !== undefined) {
      await browser.value(`(() => {
        for (const part of document.querySelectorAll('header, h2, section > *:not(figure)')) part.remove();
        const target = document.querySelectorAll('figure.pair')[${figure}];
        for (const figure of figures) if (figure !== target) figure.style.display = 'none';
        mark(target);
      })()`);
    }
    // A figure that is prepared can be fitted again.
    hold(name, 'the figures in sight are prepared', await browser.until(`figures.every(figure => figure.refit
      || !figure.offsetParent || figure.getBoundingClientRect().top > innerHeight)`));
    for (const key of keys) await browser.press(key);
    await browser.picture(join(pictures, name + '.png'));
  });
}

const wide = { width: 1280, height: 900 }, phone = { width: 390, height: 844, isPhone: true }, dark = { ...wide, isDark: true };
for (const [name, view] of Object.entries({ wide, phone, dark })) await use(name, view);

for (const [name, view] of Object.entries({ wide: { ...wide, height: 760 }, phone: { ...phone, height: 760 } })) {
  await photograph(name + '-top', view);
  for (const mode of ['1', '2', '3']) await photograph(`${name}-${mode}`, view, 0, mode);
  // The space bar shows what is new, and stops the clock.
  await photograph(name + '-4', view, 0, '4 ');
  await photograph(name + '-animation', view, 2, '1');
}
await photograph('dark-top', { ...dark, height: 1600 });
await photograph('dark-animation', { ...dark, height: 760 }, 3, '2');
await photograph('wide-digits', { ...wide, height: 760 }, 4, '1');

// If the browser is gone, they are told already.
if (failures && !browser.failure) console.log(browser.lastWords());
await browser.close();
process.exit(failures ? 1 : 0);
