// What this page knows of a room.

const LONGEST_HISTORY = 500;

export class Room {
  /** What was said: first what arrived, in that order; then one's own that are still on their way. */
  entries = [];
  members = [];
  unread = 0;
  draft = '';
  #entriesById = new Map();

  constructor(id) {
    this.id = id;
  }

  get topic() {
    return `/topic/room/${this.id}`;
  }

  /** Adds what is typed here, before the server has it. */
  write(entry) {
    entry.onItsWay = true;
    this.entries.push(entry);
    this.#entriesById.set(entry.id, entry);
  }

  /** Takes what the server delivered. Returns the entry if it is to be shown, at a new place perhaps. */
  arrive(body, deliveredId) {
    const message = read(body, deliveredId);
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

/** Other programs may send anything to a room: what is not as this page writes it is shown as plain text. */
function read(body, deliveredId) {
  const { id, from, text, at } = Object(parse(body));
  return {
    id: isText(id) ? id : deliveredId,
    from: isText(from) ? from : 'Somebody',
    text: isText(text) ? text : body,
    at: isText(at) && !Number.isNaN(Date.parse(at)) ? at : new Date().toISOString(),
  };
}

function isText(value) {
  return typeof value === 'string' && value.trim() !== '';
}

export function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

export function newId() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
