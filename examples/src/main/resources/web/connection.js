// The connection to the server. It comes back by itself, and takes its subscriptions with it.

const FIRST_DELAY = 400;
const LONGEST_DELAY = 8000;

export class Connection {
  #client;
  #listener;
  #callbacks = new Map(); // by destination
  #delay;
  #wasOnline = false;

  /** The listener is told of: online(), offline(milliseconds), refused(sentence), error(sentence, receiptId). */
  constructor(listener) {
    this.#listener = listener;
  }

  get online() {
    return this.#client?.connected ?? false;
  }

  open(name) {
    // Not all pages shall knock at the same moment when a server is back.
    const firstDelay = FIRST_DELAY * (1 + Math.random());
    this.#delay = firstDelay;
    const client = new StompJs.Client({
      brokerURL: address(),
      connectHeaders: { login: name },
      connectionTimeout: 5000,
      heartbeatIncoming: 10_000,
      heartbeatOutgoing: 60_000, // browsers let the timers of a hidden page run once a minute
      discardWebsocketOnCommFailure: true,
      reconnectDelay: firstDelay,
      maxReconnectDelay: LONGEST_DELAY,
      reconnectTimeMode: StompJs.ReconnectionTimeMode.EXPONENTIAL,
      onConnect: () => {
        this.#delay = firstDelay;
        this.#wasOnline = true;
        this.#callbacks.forEach((callback, destination) => client.subscribe(destination, callback));
        this.#listener.online();
      },
      onStompError: frame => this.#error(frame),
      onWebSocketClose: () => client.active && this.#lost(),
    });
    this.#client = client;
    client.activate();
  }

  async close() {
    await this.#client?.deactivate();
  }

  subscribe(destination, callback) {
    const quoted = message => callback(message.body);
    this.#callbacks.set(destination, quoted);
    if (this.online) {
      this.#client.subscribe(destination, quoted);
    }
  }

  /** Sends a body. The callback is called when the server has it; that may be never. */
  send(destination, body, receipt, callback) {
    this.#client.watchForReceipt(receipt, callback);
    this.#client.publish({ destination, body, headers: { receipt, 'content-type': 'application/json' } });
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

  #lost() {
    this.#listener.offline(this.#delay);
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY); // as the client counts
  }
}

function address() {
  const url = new URL('stomp', document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}
