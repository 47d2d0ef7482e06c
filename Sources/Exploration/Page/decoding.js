// Networks that encode, decode and judge, in a worker of the page.
'use strict';

/**
 * @typedef {{words: number[], input: number[], outputs: number, packing: number, parameters: string}} NetworkDescription
 *   `packing` tells how many pictures the network sees at once
 */

class RunnableNetwork {
  /** @param {Engine} engine @param {NetworkDescription} description @param {Uint8Array} parameters */
  constructor(engine, description, parameters) {
    this.engine = engine;
    this.packing = description.packing;
    this.inputs = description.input.reduce((product, each) => product * each, 1);
    this.outputs = description.outputs;
    const count = description.words.length;
    const address = engine.exports.reserve(Math.max(4, parameters.length));
    engine.bytes(address, parameters.length).set(parameters);
    const words = engine.exports.reserve(4 * count);
    new Int32Array(engine.exports.memory.buffer, words, count).set(description.words);
    this.program = engine.exports.make(words, count, ...description.input, address);
    if (!this.program) throw new Error('a network does not fit together');
  }

  /**
   * Runs the network on inputs in the module's memory, and leaves the outputs there.
   * @param {number} inputs the address @param {number} count @param {Uint8Array} labels
   */
  runInPlace(inputs, count, labels) {
    const asked = this.engine.room('labels', count);
    this.engine.bytes(asked, count).fill(0).set(labels.subarray(0, count));
    const outputs = this.engine.room('outputs' + this.program, 4 * count * this.outputs);
    this.engine.exports.run(this.program, count, inputs, asked, outputs);
    return outputs;
  }
}

/** What a worker of the page does. */
class Service {
  /** @param {Engine} engine @param {{networks: Record<string, NetworkDescription>}} run */
  static async start(engine, run) {
    const service = new Service(engine);
    for (const [name, description] of Object.entries(run.networks)) {
      service.networks[name] = new RunnableNetwork(engine, description, await bytesOfNumbers(description.parameters, 4));
    }
    return service;
  }

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    /** @type {Record<string, RunnableNetwork>} */
    this.networks = {};
  }

  /** Grey levels of numbers that lie in the module's memory. @param {number} address @param {number} count */
  levels(address, count) {
    const levels = this.engine.room('levels', count);
    this.engine.exports.grey(address, count, levels);
    return this.engine.bytes(levels, count).slice();
  }

  /** Pictures of codes. The discriminator and the judge say what they think of them, if they are asked; a discriminator of packs sees one picture
   *  with those of the codes of `company`. @param {any} request */
  decode(request) {
    const { decoder, discriminator, judge } = this.networks, { count, labels, company } = request;
    const total = company ? count + company.length / decoder.inputs : count;
    const codes = this.engine.room('codes', 4 * total * decoder.inputs);
    if (request.key) {
      this.engine.exports.draw(
        request.key[0], request.key[1], request.isUniform ? 1 : 0, request.first * decoder.inputs,
        count * decoder.inputs, codes);
    } else {
      this.engine.floats(codes, request.codes.length).set(request.codes);
      if (company) this.engine.floats(codes + 4 * request.codes.length, company.length).set(company);
    }
    const pictures = decoder.runInPlace(codes, total, labels), size = decoder.outputs;
    const levels = this.levels(pictures, total * size);
    /** @type {any} */
    const answer = { levels: levels.subarray(0, count * size), company: levels.subarray(count * size) };
    if (!request.judges) return answer;
    if (judge) answer.readings = this.engine.floats(judge.runInPlace(pictures, count, labels), count * judge.outputs).slice();
    if (discriminator && total % discriminator.packing === 0) {
      const packs = total / discriminator.packing;
      answer.opinions = this.engine.floats(discriminator.runInPlace(pictures, packs, labels), packs).slice();
    }
    return answer;
  }

  /** Codes of pictures. @param {any} request */
  encode(request) {
    const { encoder } = this.networks, { count, levels, labels } = request;
    const address = this.engine.room('drawn', levels.length);
    this.engine.bytes(address, levels.length).set(levels);
    const numbers = this.engine.room('pictures', 4 * levels.length);
    this.engine.exports.numbers(address, levels.length, numbers);
    const codes = encoder.runInPlace(numbers, count, labels);
    return { codes: this.engine.floats(codes, count * encoder.outputs).slice() };
  }
}
