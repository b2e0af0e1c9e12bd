package planted.sideways.sockjs;

import planted.sideways.websocket.Sibling;

/** A SockJS session that sees its sibling. */
record Sideways(Sibling sibling) {}
