// Uses pages of `experiments page` as a reader would, and says what did not hold.
//
//   node Tests/Browser/page.mjs CHROMIUM PICTURES PAGE…      PICTURES/<name>-*.png are for people to look at
import { basename, dirname, join, resolve } from 'node:path';
import { Browser } from './browser.mjs';

const [program, pictures, ...files] = process.argv.slice(2);
const failures = [];
const wait = time => new Promise(done => setTimeout(done, time));
const browser = new Browser(program);
const wide = { width: 1280, height: 900 }, phone = { width: 390, height: 844, isPhone: true };
// These are used and photographed, all are checked.
const shown = ['index', 'measures', 'vae', 'cgan', 'autoencoders', 'srgan'];

// What every page holds, in a function of the page.
const everywhere = `(() => {
  const problems = [];
  const hold = (what, isTrue) => { if (!isTrue) problems.push(what); };
  const size = each => each.getBoundingClientRect();
  hold('no horizontal scrolling: ' + document.documentElement.scrollWidth, document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  for (const each of document.querySelectorAll('math, math *:not(mspace)')) {
    hold('a size of ' + each.outerHTML, size(each).height > 0 && (size(each).width > 0 || !each.textContent));
  }
  // A formula that is not set is a row of signs: a fraction is higher, a script stands above or below.
  for (const each of document.querySelectorAll('mfrac')) {
    hold('a fraction is one', size(each.children[0]).bottom <= size(each.children[1]).top + 1);
  }
  for (const each of document.querySelectorAll('msup')) {
    hold('a script is raised', size(each.children[1]).top < size(each.children[0]).top + 2);
  }
  hold('no error of MathML', !document.querySelector('merror'));
  for (const image of document.querySelectorAll('img')) hold('a picture is there', image.complete && image.naturalWidth > 0);
  const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
  hold('ids differ', new Set(ids).size === ids.length);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    hold('a place for ' + link.hash, ids.includes(decodeURIComponent(link.hash.slice(1))));
  }
  for (const heading of document.querySelectorAll('h1, h2, h3')) hold('an id', heading.id);
  for (const button of document.querySelectorAll('button')) hold('a finger finds ' + button.textContent, size(button).height >= 36);
  for (const table of document.querySelectorAll('.table')) hold('a table stays in the page', size(table).right <= document.documentElement.clientWidth + 1);
  hold('nothing came over the network', performance.getEntriesByType('resource').every(entry => entry.name.startsWith('data:')));
  return problems.join('\\n');
})()`;

/** Stops an animation, goes through it, and plays it again. */
async function useAnimation(hold) {
  const first = `document.querySelector('.animation')`;
  const frame = `[...${first}.querySelectorAll('img')].findIndex(image => !image.hidden)`;
  const count = await browser.value(`${first}.querySelectorAll('img').length`);
  await browser.value(`${first}.scrollIntoView({ block: 'center' })`);
  const started = await browser.value(frame);
  hold('an animation plays', await browser.until(`${frame} !== ${started}`, 10));
  await browser.value(`${first}.querySelector('.play').click()`);
  await wait(300);
  const stopped = await browser.value(frame);
  await wait(1200);
  hold('and stops', await browser.value(frame) === stopped);
  hold('which its button says', await browser.value(`${first}.querySelector('.play').textContent`) === 'Play');
  await browser.value(`(() => { const input = ${first}.querySelector('input'); input.value = 2; input.dispatchEvent(new Event('input')); })()`);
  hold('the slider chooses a frame', await browser.until(`${frame} === 1`, 10));
  await browser.value(`${first}.querySelector('.on').click()`);
  hold('a step forward', await browser.until(`${frame} === 2`, 10));
  for (let i = 0; i < 4; i++) await browser.value(`${first}.querySelector('.back').click()`);
  hold('and back, to the first', await browser.until(`${frame} === 0`, 10));
  hold('the frame is named', await browser.value(`${first}.querySelector('output').textContent`) === `1 of ${count}`);
  await browser.value(`${first}.querySelector('input').focus()`);
  await browser.press('ArrowRight');
  hold('arrow keys work', await browser.until(`${frame} === 1`, 10));
  hold('one frame is seen', await browser.value(`${first}.querySelectorAll('img:not([hidden])').length`) === 1);
  await browser.value(`${first}.querySelector('.play').click()`);
  hold('and it plays on', await browser.until(`${frame} > 1`, 10));
}

for (const file of files) {
  const page = resolve(file), kind = basename(page, '.html');
  const name = kind === 'report' ? basename(dirname(page)) : kind;
  const hold = (what, isTrue) => { if (!isTrue) failures.push(`${name}: ${what}`); };
  try {
    for (const [look, view] of Object.entries({ wide, phone })) {
      await browser.show(page, view);
      hold('it is there', await browser.until(`document.readyState === 'complete' && document.querySelector('article h1')`));
      for (const problem of (await browser.value(everywhere)).split('\n')) hold(`${look}: ${problem}`, !problem);
      if (shown.includes(name)) await browser.picture(join(pictures, `${name}-${look}.png`));
    }
    if (!shown.includes(name)) continue;
    if (await browser.value(`!!document.querySelector('.animation')`)) await useAnimation(hold);
    await browser.show(page, { ...wide, isDark: true });
    await browser.until(`document.readyState === 'complete' && document.querySelector('article h1')`);
    const [ground, ink] = await browser.value(`(() => { const style = getComputedStyle(document.body);
      return [style.backgroundColor, style.color].map(color => color.match(/\\d+/g).map(Number)[1]); })()`);
    hold('a dark ground', ground < 60 && ink > 180);
    await browser.picture(join(pictures, `${name}-dark.png`));
    await browser.show(page, wide);
    await browser.until(`document.readyState === 'complete'`);
    await browser.value(`document.querySelector('.formula, .animation, article img')?.scrollIntoView({ block: 'center' })`);
    await wait(400);
    await browser.picture(join(pictures, `${name}-inside.png`));
    if (name === 'index') {
      // A link leads to a page, and its link back.
      await browser.value(`document.querySelector('article a[href$="report.html"]').click()`);
      hold('the index leads to a report', await browser.until(`location.pathname.endsWith('report.html') && document.readyState === 'complete'`, 20));
      await browser.value(`document.querySelector('.ways a').click()`);
      hold('which leads back', await browser.until(`location.pathname.endsWith('index.html') && document.readyState === 'complete'`, 20));
    }
  } catch (error) {
    hold('the check broke: ' + error.stack, false);
    if (browser.failure) break;
  }
}
failures.push(...browser.complaints.map(each => 'a page complains: ' + each));
await browser.close();
for (const failure of failures) console.log('did not hold: ' + failure);
console.log(`${files.length} pages: ${failures.length ? failures.length + ' did not hold' : 'all held'}`);
process.exit(failures.length ? 1 : 0);
