// Animations as GIF files, of grey levels: GIF89a, for ever repeated.
'use strict';

/** The most bits of a code word. */
const longestCode = 12;

/** The indices of a picture, compressed as GIF does it: Welch's variant of Lempel and Ziv's method (1984), with code words that grow from
 *  `bits` + 1 bits to twelve, the lowest bit first, in blocks of at most 255 bytes.
 *  @param {Uint8Array} indices each below 2 ** bits @param {number} bits at least 2 @returns {number[]} */
function compressed(indices, bits) {
  const clear = 2 ** bits, end = clear + 1;
  /** The code words of longer and longer runs: by the word of a run and the index that follows it. @type {Map<number, number>} */
  let words = new Map();
  let next = end + 1, length = bits + 1, buffer = 0, filled = 0;
  /** @type {number[]} */
  const stream = [];
  const write = (/** @type {number} */ word) => {
    buffer |= word << filled;
    filled += length;
    for (; filled >= 8; filled -= 8) { stream.push(buffer & 255); buffer >>>= 8; }
  };
  write(clear);
  let run = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const key = run << 8 | indices[i], longer = words.get(key);
    if (longer !== undefined) { run = longer; continue; }
    write(run);
    if (next < 2 ** longestCode) {
      words.set(key, next);
      // A reader learns each word one step later.
      if (next++ === 2 ** length) length++;
    } else {
      write(clear);
      words = new Map();
      [next, length] = [end + 1, bits + 1];
    }
    run = indices[i];
  }
  write(run);
  write(end);
  if (filled) stream.push(buffer & 255);
  const blocks = [bits];
  for (let from = 0; from < stream.length; from += 255) {
    const block = stream.slice(from, from + 255);
    blocks.push(block.length, ...block);
  }
  return [...blocks, 0];
}

/**
 * An animation of pictures, dark on white: each pixel becomes a square, its level the nearest of 32 greys.
 * @param {Uint8Array[]} frames levels from 0, no ink, to 255 @param {number} width @param {number} height of a picture in pixels
 * @param {number} scale the side of a pixel's square @param {number} delay hundredths of a second @returns {Uint8Array} the file
 */
function gif(frames, width, height, scale, delay) {
  const bits = 5, greys = 2 ** bits, [columns, rows] = [width * scale, height * scale];
  const word = (/** @type {number} */ number) => [number & 255, number >> 8];
  const text = (/** @type {string} */ letters) => [...letters].map(letter => letter.charCodeAt(0));
  const file = [...text('GIF89a'), ...word(columns), ...word(rows), 0xf0 | bits - 1, 0, 0];
  for (let grey = 0; grey < greys; grey++) {
    const level = 255 - Math.round(255 * grey / (greys - 1));
    file.push(level, level, level);
  }
  file.push(0x21, 0xff, 11, ...text('NETSCAPE2.0'), 3, 1, 0, 0, 0);
  for (const levels of frames) {
    const indices = new Uint8Array(columns * rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const level = levels[Math.floor(row / scale) * width + Math.floor(column / scale)];
        indices[row * columns + column] = Math.round(level * (greys - 1) / 255);
      }
    }
    file.push(0x21, 0xf9, 4, 4, ...word(delay), 0, 0, 0x2c, 0, 0, 0, 0, ...word(columns), ...word(rows), 0);
    for (const byte of compressed(indices, bits)) file.push(byte);
  }
  file.push(0x3b);
  return Uint8Array.from(file);
}
