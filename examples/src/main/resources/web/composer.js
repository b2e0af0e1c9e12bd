// The field in which messages are written.

export class Composer {
  #form = document.getElementById('composer');
  #text = document.getElementById('text');
  #label = document.getElementById('text-label');
  #hint = document.getElementById('text-hint');
  #button = document.querySelector('#composer [type=submit]');
  #howTo = this.#hint.textContent;
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

  /** Goes on with what was being written in a conversation. */
  show(conversation) {
    this.#label.textContent = `Message to ${conversation.id}`;
    this.#text.value = conversation.draft;
    this.#fit();
  }

  focus() {
    this.#text.focus();
  }

  /** Lets nothing be written, and says why; or lets it again, if there is no reason. */
  block(reason) {
    this.#form.classList.toggle('blocked', reason !== '');
    this.#text.readOnly = this.#button.disabled = reason !== '';
    const hint = reason || this.#howTo;
    if (this.#hint.textContent !== hint) {
      this.#hint.textContent = hint;
    }
  }

  #send() {
    const text = this.#text.value.trim();
    if (text && !this.#text.readOnly) {
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
