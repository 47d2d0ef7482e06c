// Films: the pictures of a figure, which the program packed as Film.swift says.
'use strict';

// Two characters are thirteen bits: DenseText.swift.
function bytesOf(text) {
  const characters = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
    .filter(character => !'"&<'.includes(character));
  const values = new Uint8Array(128);
  characters.forEach((character, value) => { values[character.charCodeAt(0)] = value; });
  const bytes = new Uint8Array(text.length * 13 >> 4);
  let pending = 0, count = 0, end = 0;
  for (let i = 0; i + 1 < text.length; i += 2) {
    pending |= (91 * values[text.charCodeAt(i)] + values[text.charCodeAt(i + 1)]) << count;
    for (count += 13; count >= 8; count -= 8, pending >>>= 8) bytes[end++] = pending;
  }
  return bytes;
}

// The decoder of ArithmeticEncoder.swift. Products of 32 and 16 bits are exact.
class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.next = 0; this.low = 0; this.high = 0xffffffff; this.value = 0;
    for (let i = 0; i < 4; i++) this.shift();
  }
  shift() {
    this.value = (this.value << 8 | (this.bytes[this.next++] || 0)) >>> 0;
  }
  narrow(probability) {
    const middle = this.low + Math.floor((this.high - this.low) * probability / 65536);
    const bit = this.value > middle ? 1 : 0;
    if (bit) this.low = middle + 1; else this.high = middle;
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = this.low << 8 >>> 0;
      this.high = (this.high << 8 | 255) >>> 0;
      this.shift();
    }
    return bit;
  }
  // A bit that is 0 with the probability in a place, which learns from it.
  read(probabilities, place) {
    const probability = probabilities[place];
    const bit = this.narrow(probability);
    probabilities[place] = bit ? probability - (probability >> 4) : probability + (65535 - probability >> 4);
    return bit;
  }
  number(bits) {
    let number = 0;
    for (let i = 0; i < bits; i++) number = number << 1 | this.narrow(32768);
    return number;
  }
  // A number of some bits, each as probable as it was after the same ones in the same context.
  learned(bits, probabilities, context) {
    let way = 1;
    for (let i = 0; i < bits; i++) way = way << 1 | this.read(probabilities, context << bits | way);
    return way - (1 << bits);
  }
}

// The pictures, as `ImageData`.
function picturesOf(text) {
  const bits = new Bits(bytesOf(text));
  const even = length => new Uint16Array(length).fill(32768);
  const count = bits.number(16);
  const colors = Uint32Array.from({ length: bits.number(24) + 1 }, () => bits.number(24));
  const all = 32 - Math.clz32(colors.length - 1), highBits = Math.min(all, 8), lowBits = all - highBits;
  const shift = Math.max(0, all - 5);
  const guesses = even(3 << 11), high = even(1024 << highBits), low = even(1 << all);
  // Two more of the first colour on each side, so that every pixel has neighbours.
  const stride = bits.number(24) + 4, size = stride * (bits.number(24) + 4);
  const planes = [];
  for (let index = 0; index < count; index++) {
    const width = bits.number(24), height = bits.number(24), distance = bits.number(2);
    const numbers = new Int32Array(size);
    fill(numbers, width, height, distance ? planes[index - distance].numbers : new Int32Array(size));
    planes.push({ width, height, numbers });
  }
  return planes.map(picture);

  function fill(numbers, width, height, earlier) {
    for (let y = 0; y < height; y++) {
      for (let at = (y + 2) * stride + 2, end = at + width; at < end; at++) {
        numbers[at] = pixel(numbers, earlier, at);
      }
    }
  }
  function pixel(numbers, earlier, at) {
    const left = numbers[at - 1], above = numbers[at - stride], before = earlier[at];
    const aboveRight = numbers[at - stride + 1];
    const place = (left === above) | (above === numbers[at - stride - 1]) << 1
      | (above === aboveRight) << 2 | (left === numbers[at - 2]) << 3
      | (above === numbers[at - 2 * stride]) << 4 | (left === earlier[at - 1]) << 5
      | (above === earlier[at - stride]) << 6 | (aboveRight === earlier[at - stride + 1]) << 7
      | (before === left) << 8 | (before === above) << 9 | (before === earlier[at + 1]) << 10;
    if (!bits.read(guesses, place)) return before;
    if (left !== before && !bits.read(guesses, 1 << 11 | place)) return left;
    if (above !== before && above !== left && !bits.read(guesses, 2 << 11 | place)) return above;
    const context = left + above >> shift + 1 << 5 | before >> shift;
    const highest = bits.learned(highBits, high, context);
    return highest << lowBits | bits.learned(lowBits, low, highest);
  }
  function picture({ width, height, numbers }) {
    const image = new ImageData(width, height);
    for (let y = 0, to = 0; y < height; y++) for (let x = 0; x < width; x++, to += 4) {
      const color = colors[numbers[(y + 2) * stride + 2 + x]];
      image.data[to] = color >> 16; image.data[to + 1] = color >> 8 & 255; image.data[to + 2] = color & 255;
      image.data[to + 3] = 255;
    }
    return image;
  }
}

// The pictures of each side of a figure that has any: the film has them in turn.
function sidesOf(figure) {
  const papers = [...figure.querySelectorAll('.paper[data-delays]')];
  const counts = papers.map(paper => paper.dataset.delays.split(',').length);
  const pictures = picturesOf(document.getElementById(figure.dataset.film).textContent);
  const sides = papers.map(() => []);
  for (let i = 0, next = 0; next < pictures.length; i++) {
    sides.forEach((side, at) => { if (i < counts[at]) side.push(pictures[next++]); });
  }
  return papers.map((paper, at) => ({ paper, pictures: sides[at] }));
}
