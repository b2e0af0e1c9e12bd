// What the tests do with @stomp/stompjs over sockjs-client. The page's query names the server and the transport.

const query = new URLSearchParams(location.search);
const service = `${query.get('server')}/sockjs`;
const transports = query.get('transport');

/** A client that has connected over SockJS, by the page's transport or not at all. */
function connectedOverSockJs(settings = {}) {
  return connected({ webSocketFactory: () => new SockJS(service, null, { transports, timeout: 10000 }), ...settings });
}

/** How it ends if the same is tried with less patience, and must not succeed. */
function refusal(url = service) {
  return connected({ webSocketFactory: () => new SockJS(url, null, { transports }) })
    .then(() => 'connected', reason => reason);
}

/** A service of the page's own that sends sockjs-client on to the server, as a hostile page would without asking it. */
function forgedService() {
  const info = { websocket: true, origins: ['*:*'], cookie_needed: false, entropy: 1, base_url: service };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    const isInfo = new URL(url).pathname === '/forged/info';
    open.call(this, method, isInfo ? `data:application/json,${JSON.stringify(info)}` : url, ...rest);
  };
  return `${location.origin}/forged`;
}
