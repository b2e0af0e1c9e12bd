// The conversations of this page: the rooms that it has joined or offers, and those with single people.

import { Conversation } from './conversation.js';
import { readPresence, readMessage, readTyping } from './wire.js';

const OFFERED = ['lobby', 'kitchen', 'workshop'];
const ROOM = /^[a-z0-9-]{1,32}$/;

export class Conversations {
  #byKey = new Map();
  #connection;
  #listener;
  #name;

  /** The listener is told of: arrived(conversation, entry), typing(conversation, name), changed() if members have. */
  constructor(connection, listener) {
    this.#connection = connection;
    this.#listener = listener;
    for (const id of OFFERED) {
      this.#add('room', id);
    }
  }

  get all() {
    return [...this.#byKey.values()];
  }

  get rooms() {
    return this.all.filter(each => each.isRoom);
  }

  get unread() {
    return this.all.reduce((sum, each) => sum + each.unread, 0);
  }

  /** Listens for what is written to a person alone. */
  listen(name) {
    this.#name = name;
    this.#connection.subscribe('/user/queue/dm', (body, id) => this.#arrivedAlone(readMessage(body, id)));
    this.#connection.subscribe('/user/queue/typing', body => this.#typing('dm', readTyping(body), readTyping(body)));
  }

  get(key) {
    return this.#byKey.get(key);
  }

  /** Returns the conversation of a key, which begins if there is none. */
  open(key) {
    const slash = key.indexOf('/');
    const conversation = this.get(key) ?? this.#add(key.slice(0, slash), key.slice(slash + 1));
    if (conversation.isRoom && !conversation.isJoined) {
      conversation.isJoined = true;
      this.#join(conversation);
    }
    return conversation;
  }

  /** Tells whether a key may have been one of a conversation. */
  static isKey(key) {
    return typeof key === 'string' && (key.startsWith('dm/') || (key.startsWith('room/') && ROOM.test(key.slice(5))));
  }

  #add(kind, id) {
    const conversation = new Conversation(kind, id);
    this.#byKey.set(conversation.key, conversation);
    return conversation;
  }

  #join(room) {
    const topic = `/topic/room/${room.id}`;
    this.#connection.subscribe(`${topic}/presence`, body => {
      room.members = readPresence(body) ?? room.members;
      this.#listener.changed();
    });
    this.#connection.subscribe(`${topic}/typing`, body => this.#typing('room', room.id, readTyping(body)));
    this.#connection.subscribe(topic, (body, id) => this.#arrived(room, readMessage(body, id)));
  }

  #arrivedAlone(message) {
    const other = message.from === this.#name ? message.to : message.from;
    this.#arrived(this.open(`dm/${other}`), message);
  }

  #arrived(conversation, message) {
    const entry = conversation.arrive(message);
    if (entry) {
      this.#listener.arrived(conversation, entry);
    }
  }

  #typing(kind, id, name) {
    if (name && name !== this.#name) {
      this.#listener.typing(this.open(`${kind}/${id}`), name);
    }
  }
}
