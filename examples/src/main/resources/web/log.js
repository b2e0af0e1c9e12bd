// What was said in the conversation in view.

const LONGEST_TEXT = 10_000;
const MARKS = { waiting: '', sending: '', delivered: '✓', refused: '' };
const WORDS = { waiting: 'waiting…', sending: 'sending…', delivered: 'delivered', refused: 'Not delivered' };

export class Log {
  #log = document.getElementById('log');
  #newest = document.getElementById('newest');
  #elements = new WeakMap(); // by entry
  #entries = new WeakMap(); // by element
  #conversation;
  #name;
  #again;

  /** Calls a function with each refused entry that is to be sent again. */
  constructor(again) {
    this.#again = again;
    this.#newest.addEventListener('click', () => this.#scrollDown());
    this.#log.addEventListener('scroll', () => {
      this.#newest.hidden ||= this.#isAtEnd();
    });
    new ResizeObserver(() => this.#newest.hidden && this.#scrollDown()).observe(this.#log);
  }

  show(conversation, name) {
    this.#conversation = conversation;
    this.#name = name;
    this.#log.dataset.kind = conversation.kind;
    this.#log.replaceChildren(...conversation.entries.map(entry => this.#elementOf(entry)));
    this.#group();
    this.#scrollDown();
  }

  /** Shows an entry of the conversation in view at its place. */
  place(entry) {
    const follow = this.#isAtEnd() || entry.onItsWay;
    const next = this.#conversation.entries[this.#conversation.entries.indexOf(entry) + 1];
    this.#log.insertBefore(this.#elementOf(entry), next ? this.#elementOf(next) : null);
    while (this.#log.childElementCount > this.#conversation.entries.length) {
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
      const isRefused = entry.state === 'refused';
      element.dataset.state = entry.state;
      element.querySelector('.mark').textContent = MARKS[entry.state];
      element.querySelector('.state').textContent =
        WORDS[entry.state] + (isRefused ? `: ${entry.refusal}` : '');
      element.querySelector('.again').hidden = !isRefused;
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
    element.querySelector('.again').addEventListener('click', () => this.#again(entry));
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
