// What the tests do with @stomp/stompjs, with promises instead of callbacks.

/** A client that has connected. Its connections, errors and ends can be awaited. */
async function connected(settings = {}) {
  const client = new StompJs.Client({
    brokerURL: `ws://${location.host}/stomp`,
    reconnectDelay: 0,
    heartbeatIncoming: 0,
    heartbeatOutgoing: 0,
    ...settings,
  });
  client.connections = new Inbox();
  client.errors = new Inbox();
  client.closes = new Inbox();
  client.lostHeartBeats = new Inbox();
  client.onConnect = frame => client.connections.put(frame);
  client.onStompError = frame => client.errors.put(frame);
  client.onHeartbeatLost = () => client.lostHeartBeats.put(true);
  const closed = new Promise((_, reject) => {
    client.onWebSocketClose = event => {
      client.closes.put(event);
      reject(`closed with ${event.code} ${event.reason}`);
    };
  });
  client.activate();
  await Promise.race([client.connections.next(), closed]);
  return client;
}

/** What arrives by a subscription that the server has confirmed. */
async function subscribed(client, destination, headers = {}) {
  const inbox = new Inbox();
  await confirmed(client, receipt => {
    inbox.subscription = client.subscribe(destination, message => inbox.put(message), { ...headers, receipt });
  });
  return inbox;
}

let receipts = 0;

/** Does something with the name of a receipt, and waits for the receipt. */
function confirmed(client, action) {
  return new Promise(resolve => {
    const receipt = `receipt-${receipts++}`;
    client.watchForReceipt(receipt, resolve);
    action(receipt);
  });
}

function send(client, destination, ...bodies) {
  bodies.forEach(body => client.publish({ destination, body }));
}
