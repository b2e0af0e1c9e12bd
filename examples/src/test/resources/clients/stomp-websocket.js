// What the tests do with stomp-websocket, with promises instead of callbacks.

/** A client that has connected. Its receipts and ends can be awaited. */
async function connected(heartbeat = { incoming: 0, outgoing: 0 }) {
  const client = Stomp.client(`ws://${location.host}/stomp`);
  client.heartbeat = heartbeat;
  client.debug = null;
  client.receipts = new Inbox();
  client.onreceipt = frame => client.receipts.put(frame.headers['receipt-id']);
  client.closed = new Promise(resolve => client.ws.addEventListener('close', resolve));
  client.connectedFrame = await new Promise((resolve, reject) => client.connect({}, resolve, reject));
  return client;
}

/** What arrives by a subscription that the server has confirmed. */
async function subscribed(client, destination, headers = {}) {
  const inbox = new Inbox();
  inbox.subscription = client.subscribe(destination, message => inbox.put(message), { ...headers, receipt: 'there' });
  await client.receipts.next();
  return inbox;
}

function send(client, destination, ...bodies) {
  bodies.forEach(body => client.send(destination, {}, body));
}
