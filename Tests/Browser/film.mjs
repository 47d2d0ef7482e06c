// Takes the frames of the animation in README: a pointer goes round the plane of a page of `experiments explore`.
//
//   node Tests/Browser/film.mjs CHROMIUM PAGE FOLDER      leaves FOLDER/00.png and so on
//   convert -delay 14 FOLDER/*.png +dither -colors 24 -layers optimize Sources/Exploration/Exploration.docc/explore.gif
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Browser } from './browser.mjs';

const [program, page, folder] = process.argv.slice(2), count = 24;
const browser = new Browser(program);
await browser.show(resolve(page), { width: 1000, height: 760 });
await browser.until('document.body?.dataset.ready', 200);
const [x, y, width, height] = await browser.value(`(() => {
  const plane = document.querySelector('#plane').getBoundingClientRect();
  const picture = document.querySelector('#picture').getBoundingClientRect();
  return [plane.left - 6, plane.top - 6, picture.right - plane.left + 12, plane.height + 12];
})()`);
// How long a busy machine took is none of the reader's business.
await browser.value(`document.querySelector('#time').style.visibility = 'hidden'`);
for (let i = 0; i < count; i++) {
  const angle = i / count * 2 * Math.PI, before = await browser.value('exploration.times.length');
  await browser.point('#plane', 0.5 + 0.36 * Math.cos(angle), 0.5 + 0.32 * Math.sin(2 * angle));
  await browser.until(`exploration.times.length > ${before}`);
  // The ring is painted with the next frame.
  await new Promise(done => setTimeout(done, 60));
  const { data } = await browser.ask(
    'Page.captureScreenshot', { format: 'png', clip: { x, y, width, height, scale: 0.75 } });
  writeFileSync(join(folder, String(i).padStart(2, '0') + '.png'), Buffer.from(data, 'base64'));
}
await browser.close();
