// What stands above a conversation, and the title of the page.

const TITLE = 'Stampede chat';

const chat = document.getElementById('chat');
const head = document.getElementById('head');
const title = document.getElementById('title');
const subtitle = document.getElementById('subtitle');
const elsewhere = document.getElementById('back-unread');

/** Shows how many messages nobody has read yet. */
export function showUnread(count) {
  document.title = count > 0 ? `(${count}) ${TITLE}` : TITLE;
  elsewhere.textContent = count > 0 ? count : '';
}

/** Shows whose conversation it is, and whether there is anybody to read what is written. */
export function showHeading({ kind, isRoom, id, members }, isHere) {
  chat.dataset.kind = kind;
  title.textContent = id;
  subtitle.textContent = isRoom ? list(members) : isHere ? 'online' : 'offline';
  head.classList.toggle('away', !isHere);
}

function list({ names, count }) {
  return names.join(', ') + (count > names.length ? ` and ${count - names.length} more` : '');
}

export function focusHeading() {
  title.focus();
}
