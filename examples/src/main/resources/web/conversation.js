// What this page knows of a conversation, in a room or with a single person.

const LONGEST_HISTORY = 500;

export class Conversation {
  /** What was said: first what arrived, in that order; then one's own that are still on their way. */
  entries = [];
  members = { names: [], count: 0 };
  unread = 0;
  draft = '';
  #entriesById = new Map();

  /** The kind is 'room' or 'dm', and the id that of the room or the name of the person. */
  constructor(kind, id) {
    this.kind = kind;
    this.id = id;
  }

  get isRoom() {
    return this.kind === 'room';
  }

  get key() {
    return `${this.kind}/${this.id}`;
  }

  get destination() {
    return `/app/${this.kind}/${encode(this.id)}`;
  }

  get typingDestination() {
    return `/app/typing/${this.kind}/${encode(this.id)}`;
  }

  /** Adds what is typed here, before the server has it; or what it has refused, once more. */
  write(entry) {
    entry.onItsWay = true;
    this.entries = this.entries.filter(each => each !== entry);
    this.entries.push(entry);
    this.#entriesById.set(entry.id, entry);
  }

  /** Takes what the server delivered. Returns the entry if it is to be shown, at a new place perhaps. */
  arrive(message) {
    const known = this.#entriesById.get(message.id);
    if (known && !known.onItsWay) {
      return null; // sent again, since its sender never heard that it had arrived, or delivered by two connections
    }
    const entry = known ?? message;
    this.#settle(entry);
    return entry;
  }

  /** Takes what the server refused to deliver. */
  giveUp(entry) {
    this.#settle(entry);
  }

  #settle(entry) {
    this.entries = this.entries.filter(each => each !== entry);
    entry.onItsWay = false;
    const place = this.entries.findIndex(each => each.onItsWay);
    this.entries.splice(place < 0 ? this.entries.length : place, 0, entry);
    this.#entriesById.set(entry.id, entry);
    if (this.entries.length > LONGEST_HISTORY && !this.entries[0].onItsWay) {
      this.#entriesById.delete(this.entries.shift().id);
    }
  }
}

/** Leaves no character in a name that destinations have a meaning for. */
function encode(name) {
  return encodeURIComponent(name).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16)}`);
}
