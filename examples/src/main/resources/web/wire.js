// What arrives, read. Other programs may send anything: what is not as the server writes it is shown as plain text.

/** Reads what was said. */
export function readMessage(body, deliveredId) {
  const { id, from, to, text, at } = Object(parse(body));
  return {
    id: isText(id) ? id : deliveredId,
    from: isText(from) ? from : 'Somebody',
    to: isText(to) ? to : null,
    text: isText(text) ? text : body,
    at: isTime(at) ? at : new Date().toISOString(),
  };
}

/** Reads who is in a room, or null: how many they are, and the names of the first of them. */
export function readPresence(body) {
  const { users, count } = Object(parse(body));
  const names = Array.isArray(users) ? users.filter(isText) : null;
  return names && { names, count: Math.max(names.length, Number.isInteger(count) ? count : 0) };
}

/** Reads who is typing, or null. */
export function readTyping(body) {
  const { from } = Object(parse(body));
  return isText(from) ? from : null;
}

/** Reads how a person is doing, or null. */
export function readPerson(body) {
  return person(parse(body));
}

/** Reads how everybody is doing, or null. */
export function readEverybody(body) {
  const { at, people } = Object(parse(body));
  return isTime(at) && Array.isArray(people) ? { at: Date.parse(at), people: people.map(person).filter(Boolean) } : null;
}

function person(value) {
  const { name, online, at } = Object(value);
  return isText(name) && isTime(at) ? { name, online: online === true, at: Date.parse(at) } : null;
}

function isText(value) {
  return typeof value === 'string' && value.trim() !== '';
}

function isTime(value) {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
