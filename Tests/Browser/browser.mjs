// A browser without a window, told what to do through a pipe by the DevTools protocol: it needs no library.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Browser {
  /** @param {string} program @param {string[]} options */
  constructor(program, options = []) {
    // A profile of its own: nothing of the person who runs this is read or written.
    this.profile = mkdtempSync(join(tmpdir(), 'browser-'));
    // What it says of itself goes to a file, which has all of it when the browser has ended; a pipe need not.
    this.log = join(this.profile, 'said');
    const said = openSync(this.log, 'a');
    this.process = spawn(program, [
      '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe',
      '--user-data-dir=' + this.profile, ...options, 'about:blank',
    ], { stdio: ['ignore', 'ignore', said, 'pipe', 'pipe'] });
    closeSync(said);
    /** @type {string} why nothing is answered any more, if so */
    this.failure = '';
    this.ended = new Promise(done => {
      this.process.once('error', error => { this.fail('the browser does not start: ' + error.message); done(); });
      this.process.once('exit', (code, signal) => {
        this.fail(`the browser ended${this.session ? '' : ' as it started'}, ${signal ? 'by ' + signal : 'with status ' + code}`);
        done();
      });
    });
    // A pipe that breaks says less than the end of the browser, which comes with it.
    for (const pipe of this.process.stdio.slice(3)) pipe.on('error', () => {});
    this.count = 0;
    /** @type {Map<number, {resolve: Function, reject: Function, method: string}>} */
    this.open = new Map();
    /** @type {string[]} what the page complained about */
    this.complaints = [];
    let rest = '';
    // Otherwise a letter whose bytes come in two pieces is lost.
    this.process.stdio[4].setEncoding('utf8');
    this.process.stdio[4].on('data', data => {
      const parts = (rest + data).split('\0');
      rest = parts.pop();
      for (const part of parts) this.take(JSON.parse(part));
    });
  }

  take(message) {
    const question = this.open.get(message.id);
    if (question) {
      this.open.delete(message.id);
      if (message.error) question.reject(new Error(question.method + ': ' + message.error.message));
      else question.resolve(message.result);
    } else if (message.method === 'Inspector.targetCrashed') {
      this.fail('the page died');
    } else if (message.method === 'Runtime.exceptionThrown') {
      const { text, exception } = message.params.exceptionDetails;
      this.complaints.push(exception?.description || text);
    } else if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error') {
      this.complaints.push(message.params.entry.text);
    } else if (message.method === 'Network.requestWillBeSent') {
      const { url } = message.params.request;
      if (!/^(data|blob|file|about):/.test(url)) this.complaints.push('asks the network for ' + url);
    }
  }

  /** Nothing is answered any more: what was asked fails, and what will be. @param {string} why the first reason stays */
  fail(why) {
    this.failure ||= why;
    for (const { reject, method } of this.open.values()) reject(this.refusal(method));
    this.open.clear();
  }

  refusal(method) {
    return new Error(`${method}: ${this.failure}; ${this.lastWords()}`);
  }

  /** The end of what the browser said of itself; that a container has no D-Bus, it says at every start. */
  lastWords() {
    const lines = readFileSync(this.log, 'utf8').split('\n').filter(line => line && !line.includes('ERROR:dbus/')).slice(-20);
    return lines.length ? 'the browser said last:' + lines.map(line => '\n  ↳ ' + line).join('') : 'the browser said nothing';
  }

  /**
   * The limit is far more than a busy machine takes: it is for a browser or a page that hangs.
   * @param {string} method @param {object} params @param {number} seconds @returns {Promise<any>}
   */
  async ask(method, params = {}, seconds = 300) {
    if (this.failure) throw this.refusal(method);
    const id = ++this.count;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0');
    const limit = setTimeout(() => this.fail(`no answer to ${method} within ${seconds} s`), 1000 * seconds);
    return new Promise((resolve, reject) => this.open.set(id, { resolve, reject, method })).finally(() => clearTimeout(limit));
  }

  /** Opens a file. @param {string} path @param {{width: number, height: number, isPhone?: boolean, isDark?: boolean}} view */
  async show(path, view) {
    if (!this.session) {
      const { targetInfos } = await this.ask('Target.getTargets');
      const { targetId } = targetInfos.find(each => each.type === 'page');
      this.session = (await this.ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
      for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.ask(domain + '.enable');
    }
    await this.ask('Emulation.setDeviceMetricsOverride', {
      width: view.width, height: view.height, deviceScaleFactor: view.isPhone ? 2 : 1, mobile: !!view.isPhone,
    });
    await this.ask('Emulation.setTouchEmulationEnabled', { enabled: !!view.isPhone });
    await this.ask('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: view.isDark ? 'dark' : 'light' }],
    });
    // Otherwise another part of the same page would not be loaded anew.
    await this.ask('Page.navigate', { url: 'about:blank' });
    await this.ask('Page.navigate', { url: 'file://' + path });
  }

  /** The value of an expression in the page; promises are waited for. @param {string} expression @param {number} seconds */
  async value(expression, seconds = 300) {
    const { result, exceptionDetails } = await this.ask(
      'Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, seconds);
    if (exceptionDetails) {
      throw new Error(expression.slice(0, 500) + ': ' + (exceptionDetails.exception?.description || exceptionDetails.text));
    }
    return result.value;
  }

  /** Waits until an expression is true; one that fails is not. @param {string} expression @param {number} seconds */
  async until(expression, seconds = 60) {
    for (const end = Date.now() + 1000 * seconds; Date.now() < end;) {
      const isTrue = await this.value(`!!(${expression})`).catch(error => { if (this.failure) throw error; });
      if (isTrue) return true;
      await new Promise(done => setTimeout(done, 50));
    }
    return false;
  }

  /** Moves the mouse over a share of an element, pressed or not. @param {string} selector @param {number} x @param {number} y */
  async point(selector, x, y, type = 'mouseMoved', isDown = false) {
    const box = await this.value(`(() => { const b = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      return [b.left, b.top, b.width, b.height]; })()`);
    await this.ask('Input.dispatchMouseEvent', {
      type, x: box[0] + x * box[2], y: box[1] + y * box[3], button: isDown ? 'left' : 'none', buttons: isDown ? 1 : 0, clickCount: 1,
    });
  }

  /** A finger on a share of an element. @param {string} selector @param {number} x @param {number} y @param {string} type */
  async touch(selector, x, y, type) {
    const box = await this.value(`(() => { const b = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      return [b.left, b.top, b.width, b.height]; })()`);
    await this.ask('Input.dispatchTouchEvent', {
      type, touchPoints: type === 'touchEnd' ? [] : [{ x: box[0] + x * box[2], y: box[1] + y * box[3] }],
    });
  }

  /** @param {string} key @param {string} text */
  async press(key, text = '') {
    await this.ask('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, text });
    await this.ask('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
  }

  /** @param {string} path @param {boolean} isWhole whether all of the page, or what the window shows */
  async picture(path, isWhole = false) {
    const { data } = await this.ask('Page.captureScreenshot', { format: 'png', captureBeyondViewport: isWhole });
    writeFileSync(path, Buffer.from(data, 'base64'));
  }

  async close() {
    const kill = () => this.process.kill('SIGKILL');
    const limit = setTimeout(kill, 10_000);
    this.ask('Browser.close').catch(kill);
    await this.ended;
    clearTimeout(limit);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
