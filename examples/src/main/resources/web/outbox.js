// What is typed here and not confirmed yet. Each message is sent until a receipt says that the server has passed it on, or
// a sentence that it does not; whoever gets it twice knows it by its id.

export class Outbox {
  #connection;
  #changed;

  /** Oldest first. */
  entries = [];

  /** Calls a function with each entry whose state has changed: waiting, sending, delivered or refused. */
  constructor(connection, changed) {
    this.#connection = connection;
    this.#changed = changed;
  }

  add(entry) {
    this.entries.push(entry);
    this.#send(entry);
  }

  /** Sends what waits, in the order in which it was typed. */
  sendAll() {
    this.entries.forEach(entry => this.#send(entry));
  }

  /** Keeps everything until the connection is back, for nobody knows what has arrived. */
  hold() {
    this.entries.forEach(entry => this.#change(entry, 'waiting'));
  }

  /** Gives a message up. Returns whether it is one of these. */
  refuse(id, sentence) {
    const entry = this.entries.find(each => each.id === id);
    if (entry) {
      entry.refusal = sentence;
      this.#end(entry, 'refused');
    }
    return Boolean(entry);
  }

  #send(entry) {
    if (!this.#connection.online) {
      this.#change(entry, 'waiting');
      return;
    }
    this.#change(entry, 'sending');
    this.#connection.send(entry.destination, entry.text, entry.id, () => this.#end(entry, 'delivered'));
  }

  #end(entry, state) {
    this.entries = this.entries.filter(each => each !== entry);
    this.#change(entry, state);
  }

  #change(entry, state) {
    entry.state = state;
    this.#changed(entry);
  }
}
