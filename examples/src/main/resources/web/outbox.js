// What is typed here and not confirmed yet. Each message is sent until a receipt says that the server has it;
// whoever gets it twice knows it by its id.

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

  refuse(id, sentence) {
    const entry = this.entries.find(each => each.id === id);
    if (entry) {
      entry.refusal = sentence;
      this.#end(entry, 'refused');
    }
  }

  #send(entry) {
    if (!this.#connection.online) {
      this.#change(entry, 'waiting');
      return;
    }
    const { id, from, text, at, topic } = entry;
    this.#change(entry, 'sending');
    this.#connection.send(topic, JSON.stringify({ id, from, text, at }), id, () => this.#end(entry, 'delivered'));
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
