// Runs a program that Tests/Portability/build-digests has made of WebAssembly.
//
//   node Tests/Portability/run-wasm.mjs FILE
import { readFileSync, writeSync } from 'node:fs';

const program = new WebAssembly.Module(readFileSync(process.argv[2]));
let line = '';
/** @param {number} address @param {number} count */
const bytes = (address, count) => new Uint8Array(instance.exports.memory.buffer, address, count);
// What Embedded Swift calls of a C library.
const functions = {
  memcmp: (one, other, count) => Buffer.compare(bytes(one, count), bytes(other, count)),
  // Seeds of hashes, on which nothing may depend.
  arc4random_buf: (address, count) => crypto.getRandomValues(bytes(address, count)),
  putchar(letter) {
    line += String.fromCharCode(letter);
    if (letter === 10) { writeSync(1, line); line = ''; }
    return letter;
  },
};
const wanted = WebAssembly.Module.imports(program).map(each => each.name).filter(name => !(name in functions));
if (wanted.length) {
  console.error('nothing here is called ' + wanted.join(', '));
  process.exit(2);
}
const instance = new WebAssembly.Instance(program, { env: functions });
instance.exports.__main_argc_argv(0, 0);
