// The line that tells how the connection is doing.

export class Status {
  #box = document.getElementById('connection');
  #text = document.getElementById('status');
  #inUse = document.getElementById('in-use');
  #countdown = document.getElementById('countdown');
  #timer;

  show(state, text) {
    clearInterval(this.#timer);
    this.#countdown.textContent = this.#inUse.textContent = '';
    this.#box.dataset.state = state;
    this.#text.textContent = text;
  }

  showOnline(transport) {
    this.show('online', 'Online');
    this.#inUse.textContent = `by ${transport}`;
  }

  /** The seconds are for the eye only: read aloud each second, they would drown everything else. */
  showReconnecting(delay) {
    this.show('offline', 'Connection lost, reconnecting');
    const end = Date.now() + delay;
    const tick = () => {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      this.#countdown.textContent = seconds > 0 ? `in ${seconds} s` : 'now';
    };
    tick();
    this.#timer = setInterval(tick, 250);
  }
}
