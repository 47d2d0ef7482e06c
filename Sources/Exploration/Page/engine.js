// A module at work, in a worker of the page. All arithmetic is done by the module, which is the program's own kernels as
// WebAssembly; this only carries numbers in and out. What a page asks of it is in the class `Service`: in decoding.js or trainer.js.
'use strict';

/** @typedef {{exact: string, relaxed: string}} Modules gzip files in base64 */

/** @param {string} text base64 @returns {Uint8Array} */
function bytesOf(text) { return Uint8Array.from(atob(text), letter => letter.charCodeAt(0)); }

/** @param {string} text a compressed stream in base64 @param {CompressionFormat} format @returns {Promise<ArrayBuffer>} */
function unpacked(text, format) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream(format));
  return new Response(stream).arrayBuffer();
}

/** The bytes of numbers that the program has packed: the first bytes of all, then the second ones, as a zlib stream.
 *  @param {string} text @param {number} size of a number in bytes @returns {Promise<Uint8Array>} */
async function bytesOfNumbers(text, size) {
  const planes = new Uint8Array(await unpacked(text, 'deflate'));
  if (size === 1) return planes;
  const bytes = new Uint8Array(planes.length);
  for (let plane = 0, from = 0; plane < size; plane++) {
    for (let to = plane; to < bytes.length; to += size) bytes[to] = planes[from++];
  }
  return bytes;
}

/** Numbers of a few kinds that are hard to round right: halfway, nearly so, subnormal, cancelling, or any bits. */
class Triples {
  constructor() {
    this.state = 1;
    this.bits = new Uint32Array(1);
    this.float = new Float32Array(this.bits.buffer);
  }

  /** @returns {number} a whole number below 2³², by a xorshift */
  next() {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }

  /** @returns {number} any finite float */
  any() {
    do { this.bits[0] = this.next(); } while (!Number.isFinite(this.float[0]));
    return this.float[0];
  }

  /** @param {number} kind @returns {[number, number, number]} a, b and c of a · b + c */
  triple(kind) {
    const few = () => 1 + (this.next() >>> 20) / 4096, sign = () => this.next() & 1 ? -1 : 1;
    if (kind === 0) return [this.any(), this.any(), this.any()];
    if (kind === 1) return [few(), sign() * few(), Math.fround(sign() * (this.next() >>> 8) * 2 ** -48)];
    if (kind === 2) {
      return [few() * 2 ** -70, few() * 2 ** -66, Math.fround(sign() * (this.next() >>> 10) * 2 ** -149)];
    }
    const a = Math.fround(few() * 1.0001), b = Math.fround(sign() * few() * 0.9999);
    return [a, b, Math.fround(-a * b)];
  }

  /** @returns {number} a · b + c, rounded once: the sum in double precision is rounded to odd before it is rounded to a float
   *  @param {number} a @param {number} b @param {number} c */
  static fused(a, b, c) {
    const product = a * b, sum = product + c;
    if (!Number.isFinite(sum)) return Math.fround(sum);
    const part = sum - product, lost = (product - (sum - part)) + (c - part);
    if (lost === 0) return Math.fround(sum);
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, sum);
    const bits = view.getBigInt64(0);
    if ((bits & 1n) === 0n) view.setBigInt64(0, bits + (lost > 0 === sum > 0 ? 1n : -1n));
    return Math.fround(view.getFloat64(0));
  }
}

/** A module with its memory. */
class Engine {
  /** @param {WebAssembly.Instance} instance @param {string} kind */
  constructor(instance, kind) {
    this.exports = /** @type {any} */ (instance.exports);
    this.kind = kind;
    /** @type {Map<string, {address: number, size: number}>} */
    this.rooms = new Map();
  }

  /**
   * The faster module where this processor and this engine compute fma with it, otherwise the one that does everywhere.
   * @param {Modules} modules @param {boolean} isExact whether the faster one is not even tried @returns {Promise<Engine>}
   */
  static async load(modules, isExact) {
    for (const kind of /** @type {const} */ (['relaxed', 'exact'])) {
      if (isExact && kind === 'relaxed') continue;
      try {
        const { instance } = await WebAssembly.instantiate(await unpacked(modules[kind], 'gzip'));
        const engine = new Engine(instance, kind);
        if (engine.wrongProducts(4096) === 0) return engine;
      } catch (error) {
        if (kind === 'exact') throw error;
      }
    }
    throw new Error('this browser does not compute as IEEE 754 says');
  }

  /** Memory of the module that stays for one purpose and grows. @param {string} name @param {number} size in bytes */
  room(name, size) {
    let room = this.rooms.get(name);
    if (!room || room.size < size) {
      room = { address: this.exports.reserve(size), size };
      this.rooms.set(name, room);
    }
    return room.address;
  }

  /** @param {number} address @param {number} count */
  floats(address, count) { return new Float32Array(this.exports.memory.buffer, address, count); }
  /** @param {number} address @param {number} count */
  bytes(address, count) { return new Uint8Array(this.exports.memory.buffer, address, count); }

  /** How many of so many vectors of hard products are not rounded once. @param {number} vectors */
  wrongProducts(vectors) {
    const triples = new Triples(), address = this.room('fused', 192);
    let wrong = 0;
    for (let vector = 0; vector < vectors; vector++) {
      const numbers = this.floats(address, 48), expected = [];
      for (let lane = 0; lane < 16; lane++) {
        const [a, b, c] = triples.triple((vector + lane) & 3);
        [numbers[lane], numbers[16 + lane], numbers[32 + lane]] = [c, a, b];
        expected.push(Triples.fused(a, b, c));
      }
      this.exports.fused(address, address + 64, address + 128);
      for (let lane = 0; lane < 16; lane++) if (!Object.is(numbers[lane], expected[lane])) wrong++;
    }
    return wrong;
  }
}

/** Answers the page's messages, one after the other. */
function serve() {
  /** @type {any} */
  let service, last = Promise.resolve();
  onmessage = ({ data }) => { last = last.then(() => answer(data)); };
  /** @param {{id: number, kind: string, request: any}} question */
  async function answer({ id, kind, request }) {
    try {
      if (kind === 'load') {
        const engine = await Engine.load(request.modules, request.isExact);
        service = await Service.start(engine, request);
        postMessage({ id, answer: { engine: engine.kind } });
      } else {
        const begun = performance.now();
        const answer = service[kind](request);
        postMessage({ id, answer: { ...answer, time: performance.now() - begun } });
      }
    } catch (error) {
      postMessage({ id, error: String(error) });
    }
  }
}
