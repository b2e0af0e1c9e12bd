// Brings the parts of the page together.

import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { Conversations } from './conversations.js';
import { focusHeading, showHeading, showUnread } from './heading.js';
import { Log } from './log.js';
import { forget, recall, remember } from './memory.js';
import { Outbox } from './outbox.js';
import { People } from './people.js';
import { Sidebar } from './sidebar.js';
import { SignIn } from './sign-in.js';
import { Status } from './status.js';
import { Typing } from './typing.js';
import { readEverybody, readPerson } from './wire.js';

const LOBBY = 'room/lobby';

const byId = id => document.getElementById(id);
const roomField = byId('room');
const transportField = byId('transport');
const phone = matchMedia('(max-width: 40rem)');

const remembered = recall();
const signIn = new SignIn(connect);
const status = new Status();
const log = new Log(sendAgain);
const composer = new Composer({ write, typed });
const sidebar = new Sidebar(enter);
const people = new People(refresh);
const connection = new Connection({ online, offline, refused, error });
const typists = new Typing(connection);
const conversations = new Conversations(connection, {
  arrived,
  typing: (conversation, typist) => typists.began(conversation, typist),
  changed: refresh,
});
const outbox = new Outbox(connection, changed);
let name = '';
let hasStarted = false;
let inView = null;

// Signing in and out

function connect(chosen) {
  status.show('connecting', 'Connecting');
  connection.open(chosen, transportField.value);
}

function refused(sentence) {
  status.show('idle', '');
  signIn.refuse(sentence);
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

function online(transport, admitted) {
  name = admitted;
  status.showOnline(transportField.querySelector(`[value=${transport}]`).textContent);
  people.doubt();
  if (!hasStarted) {
    hasStarted = true;
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
  if (!outbox.refuse(receipt, sentence)) {
    tell(sentence);
  }
}

function tell(sentence) {
  byId('notice').hidden = false;
  byId('notice-text').textContent = sentence;
}

byId('notice-close').addEventListener('click', () => {
  byId('notice').hidden = true;
});

/** Shows the conversations for the first time, as they were before a reload. */
function start() {
  signIn.close();
  byId('chat').hidden = byId('leave').hidden = false;
  byId('you').textContent = name;
  // First the changes, so that none is missed between them and the whole.
  connection.subscribe('/topic/people', body => use(readPerson(body), person => people.change(person)));
  connection.subscribe('/app/people', body => use(readEverybody(body), everybody => people.meet(everybody)));
  conversations.listen(name);
  for (const key of [LOBBY, ...(remembered.conversations ?? [])].filter(Conversations.isKey)) {
    join(key).draft = remembered.drafts?.[key] ?? '';
  }
  for (const entry of remembered.outbox ?? []) {
    join(entry.key).write(entry);
    outbox.entries.push(entry);
  }
  const before = 'inView' in remembered ? remembered.inView : phone.matches ? null : LOBBY;
  if (Conversations.isKey(before)) {
    enter(before);
  } else {
    leaveView();
  }
}

function use(value, action) {
  if (value) {
    action(value);
  }
}

// Conversations

byId('other-room').addEventListener('submit', event => {
  event.preventDefault();
  enter(`room/${roomField.value}`);
  roomField.value = '';
});

byId('back').addEventListener('click', () => {
  const { key } = inView;
  leaveView();
  sidebar.focus(key);
});

function join(key) {
  const conversation = conversations.open(key);
  if (!conversation.isRoom) {
    people.know(conversation.id);
  }
  return conversation;
}

function enter(key) {
  inView = join(key);
  document.body.dataset.view = 'talk';
  composer.show(inView);
  log.show(inView, name);
  typists.show(inView);
  markRead();
  rememberAll();
  if (matchMedia('(pointer: coarse)').matches) {
    focusHeading(); // a touch screen's keyboard would cover what there is to read
  } else {
    composer.focus();
  }
}

/** Shows the lists instead of a conversation, where there is no room for both. */
function leaveView() {
  inView = null;
  document.body.dataset.view = 'list';
  refresh();
  rememberAll();
}

function arrived(conversation, entry) {
  if (!conversation.isRoom) {
    people.know(conversation.id);
  }
  typists.ended(conversation, entry.from);
  if (conversation === inView) {
    log.place(entry);
  }
  if (entry.from !== name && (conversation !== inView || document.hidden)) {
    conversation.unread++;
    byId('news').textContent = `New message from ${entry.from}${conversation.isRoom ? ` in ${conversation.id}` : ''}`;
    refresh();
  }
}

function markRead() {
  if (inView && !document.hidden) {
    inView.unread = 0;
  }
  refresh();
}

document.addEventListener('visibilitychange', markRead);

function refresh() {
  showUnread(conversations.unread);
  byId('skip').hidden = !inView;
  sidebar.showRooms(conversations.rooms, inView);
  const others = people.others(name);
  sidebar.showPeople(others.map(each => ({ ...each, unread: conversations.get(`dm/${each.name}`)?.unread })), inView);
  if (inView) {
    const isHere = inView.isRoom || people.isOnline(inView.id);
    showHeading(inView, isHere);
    sidebar.showMembers(inView.members, name);
    composer.block(isHere ? '' : `${inView.id} is offline and can be written to again when back.`);
  }
}

// Writing

function write(text) {
  const { key, destination } = inView;
  const entry = { id: newId(), key, destination, from: name, text, at: new Date().toISOString() };
  inView.write(entry);
  log.place(entry);
  outbox.add(entry);
}

function sendAgain(entry) {
  inView.write(entry);
  log.place(entry);
  outbox.add(entry);
  composer.focus();
}

function typed(text) {
  inView.draft = text;
  rememberAll();
  if (text === '') {
    typists.fallSilent();
  } else {
    typists.tell(inView);
  }
}

function changed(entry) {
  if (entry.state === 'refused') {
    const conversation = conversations.get(entry.key);
    conversation.giveUp(entry);
    if (conversation !== inView) {
      tell(`Not delivered to ${conversation.id}: ${entry.refusal}`);
    }
  }
  log.refresh(entry);
  rememberAll();
}

function newId() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

// What survives a reload

function rememberAll() {
  const transport = transportField.value;
  if (!hasStarted) {
    remember({ ...remembered, transport });
    return;
  }
  const begun = conversations.all.filter(each => each.isJoined || each.draft || each === inView);
  remember({
    name,
    transport,
    inView: inView?.key ?? null,
    conversations: begun.map(each => each.key),
    drafts: Object.fromEntries(begun.map(each => [each.key, each.draft])),
    outbox: outbox.entries,
  });
}

addEventListener('pagehide', rememberAll);

transportField.value = remembered.transport ?? 'automatic';

if (remembered.name) {
  signIn.choose(remembered.name);
}
