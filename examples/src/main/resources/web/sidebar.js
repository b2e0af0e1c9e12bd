// The lists beside the log: the rooms, the people, and who is in the room in view.

export class Sidebar {
  #nav = document.querySelector('#chat nav');
  #rooms = new List(document.getElementById('rooms'));
  #people = new List(document.getElementById('people'));
  #members = new List(document.getElementById('members'));
  #open;

  /** Calls a function with the key of each conversation that is chosen. */
  constructor(open) {
    this.#open = open;
    this.#nav.addEventListener('keydown', event => this.#walk(event));
  }

  showRooms(rooms, inView) {
    this.#rooms.show(rooms.map(({ key, id, unread }) => ({ key, id, unread, isInView: key === inView?.key })), room => {
      const button = this.#button(room);
      button.dataset.room = room.id;
      button.append(mark('hash', '#'), piece('label', room.id), ...count(room.unread));
      return [button];
    });
  }

  /** Shows people; each has a name, is online or not, and may have said something unread. */
  showPeople(people, inView) {
    document.getElementById('nobody').hidden = people.length > 0;
    const things = people.map(({ name, online, unread }) => {
      const key = `dm/${name}`;
      return { key, name, online, unread, isInView: key === inView?.key };
    });
    this.#people.show(things, person => {
      const button = this.#button(person);
      button.dataset.person = person.name;
      button.classList.toggle('away', !person.online);
      button.append(mark('dot', ''), piece('label', person.name));
      button.append(piece(person.online ? 'unseen' : 'presence', person.online ? 'online' : 'offline'));
      button.append(...count(person.unread));
      return [button];
    });
  }

  showMembers({ names, count }, ownName) {
    document.getElementById('members-title').textContent = `In this room: ${count}`;
    document.getElementById('more-members').textContent = count > names.length ? `and ${count - names.length} more` : '';
    this.#members.show(names.map(name => ({ key: `dm/${name}`, name, isInView: false })), ({ key, name, isInView }) => {
      if (name === ownName) {
        return [piece('name', name), piece('you', ' (you)')];
      }
      const button = this.#button({ key, isInView });
      button.title = `Write to ${name} alone`;
      button.append(piece('name', name));
      return [button];
    });
  }

  focus(key) {
    (this.#rooms.item(key) ?? this.#people.item(key))?.querySelector('button').focus();
  }

  #button({ key, isInView }) {
    const button = document.createElement('button');
    button.type = 'button';
    if (isInView) {
      button.setAttribute('aria-current', 'true');
    }
    button.addEventListener('click', () => this.#open(key));
    return button;
  }

  /** Arrows lead from one conversation to the next. */
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...this.#nav.querySelectorAll('li button')];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (step && next && buttons.includes(document.activeElement)) {
      event.preventDefault();
      next.focus();
    }
  }
}

/** A list that changes no more than it must, so that the focus stays where it is. */
class List {
  #list;
  #itemsByKey = new Map();
  #shown = new WeakMap(); // what each item says

  constructor(list) {
    this.#list = list;
  }

  item(key) {
    return this.#itemsByKey.get(key);
  }

  /** Shows things in their order; a function makes the content of the item of a thing, which has a key. */
  show(things, make) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.closest('li') : null;
    this.#removeAllBut(new Set(things.map(thing => thing.key)));
    let place = this.#list.firstElementChild;
    for (const thing of things) {
      const item = this.#filled(thing, make);
      if (item === place) {
        place = place.nextElementSibling;
      } else {
        this.#list.insertBefore(item, place);
      }
    }
    if (focused && !focused.contains(document.activeElement)) {
      focused.querySelector('button')?.focus();
    }
  }

  #removeAllBut(keys) {
    for (const [key, item] of this.#itemsByKey) {
      if (!keys.has(key)) {
        item.remove();
        this.#itemsByKey.delete(key);
      }
    }
  }

  #filled(thing, make) {
    const item = this.#itemsByKey.get(thing.key) ?? document.createElement('li');
    this.#itemsByKey.set(thing.key, item);
    const says = JSON.stringify(thing);
    if (this.#shown.get(item) !== says) {
      this.#shown.set(item, says);
      item.replaceChildren(...make(thing));
    }
    return item;
  }
}

function count(unread) {
  return unread > 0 ? [piece('unread', String(unread)), piece('unseen', 'unread')] : [];
}

/** Something for the eye only. */
function mark(kind, text) {
  const span = piece(kind, text);
  span.ariaHidden = 'true';
  return span;
}

function piece(kind, text) {
  const span = document.createElement('span');
  span.className = kind;
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
