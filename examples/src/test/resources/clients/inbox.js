// Things that come one after the other, and somebody who waits for them one after the other.
class Inbox {
  #things = [];
  #waiting = [];

  put(thing) {
    const next = this.#waiting.shift();
    if (next) {
      next(thing);
    } else {
      this.#things.push(thing);
    }
  }

  next() {
    return this.#things.length > 0
      ? Promise.resolve(this.#things.shift())
      : new Promise(resolve => this.#waiting.push(resolve));
  }

  async nextBody() {
    return (await this.next()).body;
  }

  async nextBodies(count) {
    const bodies = [];
    while (bodies.length < count) {
      bodies.push(await this.nextBody());
    }
    return bodies;
  }
}
