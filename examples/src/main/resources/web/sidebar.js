// The lists beside the log: the rooms, and who is in the one in view.

const rooms = document.getElementById('rooms');
const members = document.getElementById('members');

export function showRooms(all, inView, enter) {
  const focused = document.activeElement?.closest('#rooms button')?.dataset.room;
  rooms.replaceChildren(...all.map(room => listItem(roomButton(room, room === inView, enter))));
  if (focused) {
    rooms.querySelector(`[data-room="${focused}"]`)?.focus();
  }
}

function roomButton(room, isInView, enter) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.room = room.id;
  button.append(piece('room-id', room.id));
  if (isInView) {
    button.setAttribute('aria-current', 'true');
  }
  if (room.unread > 0) {
    button.append(piece('unread', String(room.unread)), piece('unseen', ' unread'));
  }
  button.addEventListener('click', () => enter(room.id));
  return button;
}

export function showMembers(room, ownName) {
  document.getElementById('members-title').textContent = `In this room: ${room.members.length}`;
  members.replaceChildren(...room.members.map(name => {
    const item = listItem(piece('name', name));
    if (name === ownName) {
      item.append(piece('you', ' (you)'));
    }
    return item;
  }));
}

function listItem(content) {
  const item = document.createElement('li');
  item.append(content);
  return item;
}

function piece(kind, text) {
  const span = document.createElement('span');
  span.className = kind;
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
