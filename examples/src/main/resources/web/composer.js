// The field in which messages are written.

export class Composer {
  #form = document.getElementById('composer');
  #text = document.getElementById('text');
  #label = document.getElementById('text-label');
  #listener;

  /** The listener is told of: write(text) when a message is to be sent, typed(text) whenever the text changes. */
  constructor(listener) {
    this.#listener = listener;
    this.#text.addEventListener('input', () => this.#typed());
    this.#text.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#form.requestSubmit();
      }
    });
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Goes on with what was being written to a room. */
  show(room) {
    this.#label.textContent = `Message to ${room.id}`;
    this.#text.value = room.draft;
    this.#fit();
    if (!matchMedia('(pointer: coarse)').matches) {
      this.#text.focus(); // a touch screen's keyboard would cover what there is to read
    }
  }

  #send() {
    const text = this.#text.value.trim();
    if (text) {
      this.#listener.write(text);
      this.#text.value = '';
      this.#typed();
    }
    this.#text.focus();
  }

  #typed() {
    this.#fit();
    this.#listener.typed(this.#text.value);
  }

  #fit() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}
