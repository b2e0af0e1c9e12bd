// Who is typing: tells others of oneself now and then, and shows others for a while.

const PAUSE = 2000;
const LASTING = 4000;

export class Typing {
  #line = document.getElementById('typing');
  #connection;
  #lastByKey = new Map();
  #later; // tells once the pause is over
  #timersByKey = new Map(); // of each conversation, by name
  #inView;

  constructor(connection) {
    this.#connection = connection;
  }

  show(conversation) {
    this.fallSilent();
    this.#inView = conversation;
    this.#showLine();
  }

  /** Tells the others in a conversation: at once, or as soon as the pause after the last time is over. */
  tell(conversation) {
    const wait = (this.#lastByKey.get(conversation.key) ?? 0) + PAUSE - Date.now();
    if (wait <= 0) {
      this.#lastByKey.set(conversation.key, Date.now());
      this.#connection.mention(conversation.typingDestination);
    } else {
      this.#later ??= setTimeout(() => {
        this.#later = null;
        this.tell(conversation);
      }, wait);
    }
  }

  /** Tells nothing more of what was typed so far. */
  fallSilent() {
    clearTimeout(this.#later);
    this.#later = null;
  }

  began({ key }, name) {
    const timers = this.#timersByKey.get(key) ?? new Map();
    this.#timersByKey.set(key, timers);
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(() => this.ended({ key }, name), LASTING));
    this.#showLine();
  }

  ended({ key }, name) {
    const timers = this.#timersByKey.get(key);
    if (timers?.has(name)) {
      clearTimeout(timers.get(name));
      timers.delete(name);
      this.#showLine();
    }
  }

  #showLine() {
    const names = [...(this.#timersByKey.get(this.#inView?.key)?.keys() ?? [])];
    this.#line.textContent = sentence(names);
  }
}

function sentence(names) {
  switch (names.length) {
    case 0: return '';
    case 1: return `${names[0]} is typing…`;
    case 2: return `${names[0]} and ${names[1]} are typing…`;
    default: return 'Several people are typing…';
  }
}
