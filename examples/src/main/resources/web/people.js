// Everybody who has been here, as far as this page knows.

const PATIENCE = 1500; // whoever loads the page again is not shown as gone

export class People {
  #personByName = new Map();
  #changed;
  #connections = 0;

  /** Calls a function when somebody came, left or became known. */
  constructor(changed) {
    this.#changed = changed;
  }

  isOnline(name) {
    return this.#personByName.get(name)?.online ?? false;
  }

  /** All but one, those who are here first. */
  others(name) {
    return [...this.#personByName.values()]
      .filter(person => person.name !== name)
      .sort((one, other) => other.online - one.online || one.name.localeCompare(other.name));
  }

  /** Takes note of a person of whom nothing else may be known. */
  know(name) {
    if (!this.#personByName.has(name)) {
      this.#personByName.set(name, { name, online: false, at: 0 });
      this.#changed();
    }
  }

  /** Takes note of how everybody is doing; news that came before it, but are younger, count more. */
  meet({ at, people }) {
    const present = new Set(people.map(person => person.name));
    for (const person of people) {
      if (person.at > (this.#personByName.get(person.name)?.at ?? -1)) {
        this.#personByName.set(person.name, person);
      }
    }
    for (const person of this.#personByName.values()) {
      if (!present.has(person.name) && person.at < at) {
        person.online = false; // the server was started again, or has forgotten who has been gone for long
      }
    }
    this.#changed();
  }

  change(person) {
    const connection = this.#connections;
    if (person.online) {
      this.#set(person);
    } else {
      setTimeout(() => connection === this.#connections && this.#set(person), PATIENCE);
    }
  }

  /** Lets all that is told from now on count more than what was told before: another server may tell it, by another clock. */
  doubt() {
    this.#connections++;
    for (const person of this.#personByName.values()) {
      person.at = 0;
    }
  }

  #set(person) {
    if (person.at >= (this.#personByName.get(person.name)?.at ?? 0)) {
      this.#personByName.set(person.name, person);
      this.#changed();
    }
  }
}
