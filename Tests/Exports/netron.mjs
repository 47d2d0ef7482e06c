// Opens an address of Netron in a browser, and says whether it draws a graph of all operators.
//
//   node Tests/Exports/netron.mjs CHROMIUM ADDRESS NAME OPERATORS PICTURES      PICTURES/<name>.png is for people to look at
import { join } from 'node:path';
import { Browser } from '../Browser/browser.mjs';

const [program, address, name, operators, pictures] = process.argv.slice(2);
// Netron would tell its makers that it is used.
const browser = new Browser(program, ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
const nodes = `document.querySelectorAll('#target .node-item').length`;
let count = 0;
try {
  await browser.show('/dev/null', { width: 1000, height: 1400 });
  await browser.ask('Page.navigate', { url: address });
  // It asks for leave to set a cookie.
  await browser.until(`${nodes} > 0 || document.querySelector('#message-button')?.offsetParent`, 30);
  await browser.value(`document.querySelector('#message-button')?.click()`);
  await browser.until(`${nodes} > 0 && !document.body.classList.contains('welcome')`, 30);
  count = await browser.value(nodes);
  await browser.picture(join(pictures, `${name.replaceAll('/', '-')}.png`));
} finally {
  await browser.close();
}
console.log(`${name}: Netron draws ${count} nodes of ${operators} operators`);
process.exit(count >= Number(operators) ? 0 : 1);
