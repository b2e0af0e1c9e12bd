// What was said in the room in view.

const LONGEST_TEXT = 10_000;
const STATES = { waiting: 'Waiting', sending: 'Sending', delivered: 'Delivered', refused: 'Refused' };

export class Log {
  #log = document.getElementById('log');
  #newest = document.getElementById('newest');
  #elements = new WeakMap(); // by entry
  #entries = new WeakMap(); // by element
  #room;
  #name;

  constructor() {
    this.#newest.addEventListener('click', () => this.#scrollDown());
    this.#log.addEventListener('scroll', () => {
      this.#newest.hidden ||= this.#isAtEnd();
    });
    new ResizeObserver(() => this.#newest.hidden && this.#scrollDown()).observe(this.#log);
  }

  show(room, name) {
    this.#room = room;
    this.#name = name;
    this.#log.replaceChildren(...room.entries.map(entry => this.#elementOf(entry)));
    this.#group();
    this.#scrollDown();
  }

  /** Shows an entry of the room in view at its place. */
  place(entry) {
    const follow = this.#isAtEnd() || entry.onItsWay;
    const next = this.#room.entries[this.#room.entries.indexOf(entry) + 1];
    this.#log.insertBefore(this.#elementOf(entry), next ? this.#elementOf(next) : null);
    while (this.#log.childElementCount > this.#room.entries.length) {
      this.#log.firstElementChild.remove();
    }
    this.#group();
    if (follow) {
      this.#scrollDown();
    } else {
      this.#newest.hidden = false;
    }
  }

  /** Shows how far an entry has come. */
  refresh(entry) {
    const element = this.#elements.get(entry);
    if (element && entry.state) {
      element.dataset.state = entry.state;
      element.querySelector('.state').textContent =
        STATES[entry.state] + (entry.refusal ? `: ${entry.refusal}` : '');
    }
  }

  #elementOf(entry) {
    const known = this.#elements.get(entry);
    if (known) {
      return known;
    }
    const element = document.getElementById('entry').content.firstElementChild.cloneNode(true);
    const at = new Date(entry.at);
    element.querySelector('.name').textContent = entry.from;
    element.querySelector('.text').textContent = entry.text.slice(0, LONGEST_TEXT);
    element.querySelector('time').textContent = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    element.querySelector('time').dateTime = at.toISOString();
    element.classList.toggle('mine', entry.from === this.#name);
    this.#elements.set(entry, element);
    this.#entries.set(element, entry);
    this.refresh(entry);
    return element;
  }

  /** Of several entries of one person in a row, only the first needs the name. */
  #group() {
    let before = null;
    for (const element of this.#log.children) {
      const { from } = this.#entries.get(element);
      element.classList.toggle('same', from === before);
      before = from;
    }
  }

  #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
  }

  #scrollDown() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newest.hidden = true;
  }
}
