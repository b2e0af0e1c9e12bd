// The connection to the server. It comes back by itself, and takes its subscriptions with it.

const FIRST_DELAY = 400;
const LONGEST_DELAY = 8000;
const LONGEST_FAREWELL = 1000;

// What SockJS tries, in this order, unless it is told by which transport to connect. Behind a proxy that swallows what it
// does not understand, each but the last costs this time; and the client below waits for all of them.
const TRANSPORTS = ['websocket', 'xhr-streaming', 'eventsource', 'xhr-polling'];
const TRANSPORT_TIMEOUT = 1500;
const CONNECTION_TIMEOUT = 15_000;

export class Connection {
  #client;
  #predecessors = []; // go on delivering until the client has taken over
  #listener;
  #callbacks = new Map(); // by destination
  #name;
  #transport;
  #delay;
  #wasOnline = false;

  /** The listener is told of: online(transport, name), offline(milliseconds), refused(sentence), error(sentence, receipt). */
  constructor(listener) {
    this.#listener = listener;
  }

  get online() {
    return this.#client?.connected ?? false;
  }

  get active() {
    return this.#client?.active ?? false;
  }

  /** Connects by one of the transports, or by the first that works if none has that name. */
  open(name, transport) {
    this.#name = name;
    this.#transport = transport;
    this.#connect();
  }

  /** Connects by another transport at once. What is online stays so until the other has subscribed to everything. */
  switchTo(transport) {
    if (this.online) {
      this.#predecessors.push(this.#client);
    } else {
      this.#client.deactivate({ force: true });
    }
    this.open(this.#name, transport);
  }

  async close() {
    await this.#client?.deactivate();
  }

  /** Calls a function with the body and the id of each message, again and again if the connection comes back. */
  subscribe(destination, callback) {
    this.#callbacks.set(destination, callback);
    if (this.online) {
      this.#subscribe(this.#client, destination);
    }
  }

  /** Sends a text. The callback is called when the server has it; that may be never. */
  send(destination, text, id, callback) {
    this.#client.watchForReceipt(id, callback);
    this.#client.publish({ destination, body: text, headers: { id, receipt: id, 'content-type': 'text/plain' } });
  }

  /** Says something that does not matter if it is lost. */
  mention(destination) {
    if (this.online) {
      this.#client.publish({ destination });
    }
  }

  #connect() {
    // Not all pages shall knock at the same moment when a server is back.
    const firstDelay = FIRST_DELAY * (1 + Math.random());
    this.#delay = firstDelay;
    const client = new StompJs.Client({
      webSocketFactory: () => this.#socket(),
      connectHeaders: { login: this.#name },
      connectionTimeout: CONNECTION_TIMEOUT,
      heartbeatIncoming: 10_000,
      heartbeatOutgoing: 60_000, // browsers let the timers of a hidden page run once a minute
      discardWebsocketOnCommFailure: true,
      reconnectDelay: firstDelay,
      maxReconnectDelay: LONGEST_DELAY,
      reconnectTimeMode: StompJs.ReconnectionTimeMode.EXPONENTIAL,
      onConnect: ({ headers }) => {
        this.#name = headers['user-name'];
        this.#delay = firstDelay;
        this.#wasOnline = true;
        this.#takeOver(client);
        this.#listener.online(client.webSocket.transport, this.#name);
      },
      onStompError: frame => this.#error(frame),
      onWebSocketClose: () => this.#closed(client),
    });
    this.#client = client;
    client.activate();
  }

  #socket() {
    const transports = TRANSPORTS.includes(this.#transport) ? this.#transport : TRANSPORTS;
    return new SockJS(new URL('sockjs', document.baseURI).href, null, { transports, timeout: TRANSPORT_TIMEOUT });
  }

  /** What two connections deliver at the same time is told in order: first all that the one before has delivered. */
  #takeOver(client) {
    client.refusals = new Map();
    client.subscribe('/user/queue/errors', ({ headers }) => this.#refused(client, headers));
    const subscribed = [...this.#callbacks.keys()].map(destination => this.#subscribe(client, destination));
    client.hasTakenOver = Promise.all(subscribed).then(() => this.#dismissPredecessors());
  }

  /** Returns what is kept as soon as the server has subscribed the client, or has refused to. */
  #subscribe(client, destination) {
    return new Promise(resolve => {
      const receipt = `subscribed-${destination}`;
      client.watchForReceipt(receipt, resolve);
      client.refusals.set(receipt, resolve);
      client.subscribe(
        destination,
        ({ body, headers }) =>
          client.hasTakenOver.then(() => this.#callbacks.get(destination)(body, headers['message-id'])),
        { receipt },
      );
    });
  }

  #refused(client, headers) {
    const receipt = headers['failed-receipt'];
    client.refusals.get(receipt)?.();
    this.#listener.error(headers.message, receipt);
  }

  #dismissPredecessors() {
    return Promise.all(this.#predecessors.splice(0).map(dismiss));
  }

  #error(frame) {
    const sentence = frame.headers.message || 'The server gave no reason';
    if (this.#wasOnline) {
      this.#listener.error(sentence, frame.headers['receipt-id']);
    } else {
      this.close();
      this.#listener.refused(sentence);
    }
  }

  #closed(client) {
    if (client !== this.#client) {
      client.deactivate(); // or it would come back
    } else if (client.active) {
      this.#dismissPredecessors();
      this.#listener.offline(this.#delay);
      this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY); // as the client counts
    }
  }
}

/** Lets a client leave in good order, but not for longer than that should take. */
function dismiss(client) {
  setTimeout(() => client.deactivate({ force: true }), LONGEST_FAREWELL);
  return client.deactivate();
}
