// A training, in a worker of the page.
'use strict';

/** What a worker of the page does. */
class Service {
  /** @param {Engine} engine */
  static async start(engine) { return new Service(engine); }

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.training = this.curves = this.stepsDone = 0;
  }

  /** Makes the networks as they are before the first step; answers with the points of each curve. @param {any} run what the page is told */
  begin(run) {
    const keys = this.engine.room('keys', 4 * run.keys.length);
    new Uint32Array(this.engine.exports.memory.buffer, keys, run.keys.length).set(run.keys);
    this.training = this.engine.exports.begin(run.points, run.noise, keys);
    this.curves = run.names.length;
    this.vertices = run.vertices;
    this.stepsDone = 0;
    return { points: this.each('points', run.points) };
  }

  /** Trains up to a step; answers with the decoded curves and all parameters. @param {{step: number}} request */
  advance({ step }) {
    const { exports } = this.engine;
    if (!exports.advance(this.training, step - this.stepsDone)) throw new Error('a number became infinite or NaN');
    this.stepsDone = step;
    const count = exports.parameters(this.training, this.engine.room('parameters', 0), 0);
    const address = this.engine.room('parameters', 4 * count);
    exports.parameters(this.training, address, count);
    return { curves: this.each('decoded', this.vertices), parameters: this.engine.bytes(address, 4 * count).slice() };
  }

  /** Two numbers for each of so many points of every curve. @param {'points' | 'decoded'} what @param {number} count @returns {Float32Array[]} */
  each(what, count) {
    return Array.from({ length: this.curves }, (_, curve) => {
      const address = this.engine.room(what, 8 * count);
      this.engine.exports[what](this.training, curve, address);
      return this.engine.floats(address, 2 * count).slice();
    });
  }
}
