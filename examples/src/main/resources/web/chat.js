// Brings the parts of the page together.

import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { Log } from './log.js';
import { forget, recall, remember } from './memory.js';
import { Outbox } from './outbox.js';
import { newId, parse, Room } from './room.js';
import { showMembers, showRooms } from './sides.js';
import { Status } from './status.js';

const byId = id => document.getElementById(id);
const signInForm = byId('sign-in');
const nameField = byId('name');
const roomField = byId('room');
const transportField = byId('transport');

const remembered = recall();
const rooms = new Map(['lobby', 'kitchen', 'workshop'].map(id => [id, new Room(id)]));
const status = new Status();
const log = new Log();
const composer = new Composer({ write, typed });
const connection = new Connection({ online, offline, refused, error });
const outbox = new Outbox(connection, changed);
let name = '';
let inView = null;

// Signing in and out

signInForm.addEventListener('submit', event => {
  event.preventDefault();
  signIn(nameField.value.trim());
});

function signIn(chosen) {
  name = chosen;
  byId('refusal').textContent = '';
  signInForm.querySelector('button').disabled = true;
  status.show('connecting', 'Connecting');
  connection.open(name, transportField.value);
}

function refused(sentence) {
  signInForm.querySelector('button').disabled = false;
  byId('refusal').textContent = sentence;
  status.show('idle', '');
  nameField.focus();
}

byId('leave').addEventListener('click', async () => {
  if (outbox.entries.length > 0 && !confirm('Some messages have not been sent. Leave without them?')) {
    return;
  }
  forget();
  removeEventListener('pagehide', rememberAll);
  await connection.close();
  location.reload();
});

// The connection

function online(transport) {
  status.showOnline(transportField.querySelector(`[value=${transport}]`).textContent);
  if (!inView) {
    start();
  }
  outbox.sendAll();
}

function offline(delay) {
  status.showReconnecting(delay);
  outbox.hold();
}

transportField.addEventListener('change', () => {
  rememberAll();
  if (connection.active) {
    status.show('connecting', 'Connecting');
    connection.switchTo(transportField.value);
  }
});

function error(sentence, receipt) {
  outbox.refuse(receipt, sentence);
}

/** Shows the rooms for the first time, as they were before a reload. */
function start() {
  byId('welcome').hidden = true;
  byId('chat').hidden = byId('leave').hidden = byId('skip').hidden = false;
  for (const id of remembered.rooms ?? []) {
    join(id);
  }
  for (const entry of remembered.outbox ?? []) {
    join(entry.room).write(entry);
    outbox.entries.push(entry);
  }
  for (const [id, draft] of Object.entries(remembered.drafts ?? {})) {
    join(id).draft = draft;
  }
  enter(remembered.inView ?? 'lobby');
}

// Rooms

byId('other-room').addEventListener('submit', event => {
  event.preventDefault();
  enter(roomField.value);
  roomField.value = '';
});

function join(id) {
  const room = rooms.get(id) ?? new Room(id);
  rooms.set(id, room);
  if (!room.isJoined) {
    room.isJoined = true;
    // First the members: entering the room makes the server publish them.
    connection.subscribe(`${room.topic}/members`, body => membersArrived(room, body));
    connection.subscribe(room.topic, (body, id) => messageArrived(room, body, id));
  }
  return room;
}

function enter(id) {
  inView = join(id);
  byId('room-title').textContent = id;
  composer.show(inView);
  log.show(inView, name);
  showMembers(inView, name);
  markRead();
  rememberAll();
}

function membersArrived(room, body) {
  const names = parse(body);
  if (Array.isArray(names)) {
    room.members = names.filter(each => typeof each === 'string');
    if (room === inView) {
      showMembers(room, name);
    }
  }
}

function messageArrived(room, body, id) {
  const entry = room.arrive(body, id);
  if (!entry) {
    return;
  }
  if (room === inView) {
    log.place(entry);
  }
  if (entry.from !== name && (room !== inView || document.hidden)) {
    room.unread++;
    showUnread();
  }
}

function markRead() {
  if (inView && !document.hidden) {
    inView.unread = 0;
    showUnread();
  }
}

function showUnread() {
  const all = [...rooms.values()];
  const unread = all.reduce((sum, room) => sum + room.unread, 0);
  document.title = unread > 0 ? `(${unread}) Stampede chat` : 'Stampede chat';
  showRooms(all, inView, enter);
}

document.addEventListener('visibilitychange', markRead);

// Writing

function write(text) {
  const { id: room, topic } = inView;
  const entry = { id: newId(), room, topic, from: name, text, at: new Date().toISOString() };
  inView.write(entry);
  log.place(entry);
  outbox.add(entry);
}

function typed(text) {
  inView.draft = text;
  rememberAll();
}

function changed(entry) {
  if (entry.state === 'refused') {
    rooms.get(entry.room).giveUp(entry);
  }
  log.refresh(entry);
  rememberAll();
}

function rememberAll() {
  const transport = transportField.value;
  if (!inView) {
    remember({ ...remembered, transport });
    return;
  }
  const joined = [...rooms.values()].filter(room => room.isJoined);
  remember({
    name,
    transport,
    inView: inView.id,
    rooms: joined.map(room => room.id),
    drafts: Object.fromEntries(joined.map(room => [room.id, room.draft])),
    outbox: outbox.entries,
  });
}

addEventListener('pagehide', rememberAll);

transportField.value = remembered.transport ?? 'automatic';

if (remembered.name) {
  nameField.value = remembered.name;
  signIn(remembered.name);
}
