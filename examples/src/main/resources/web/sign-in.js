// The form in which a name is chosen.

export class SignIn {
  #page = document.getElementById('welcome');
  #form = document.getElementById('sign-in');
  #name = document.getElementById('name');
  #refusal = document.getElementById('refusal');
  #button = this.#form.querySelector('button');
  #choose;

  /** Calls a function with the name that is chosen. */
  constructor(choose) {
    this.#choose = choose;
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.choose(this.#name.value.trim());
    });
  }

  /** Chooses a name, as if it was typed. */
  choose(name) {
    this.#name.value = name;
    this.#refusal.textContent = '';
    this.#button.disabled = true;
    this.#choose(name);
  }

  /** Says why the name was refused, and lets another be chosen. */
  refuse(sentence) {
    this.#button.disabled = false;
    this.#refusal.textContent = sentence;
    this.#name.focus();
  }

  close() {
    this.#page.hidden = true;
  }
}
