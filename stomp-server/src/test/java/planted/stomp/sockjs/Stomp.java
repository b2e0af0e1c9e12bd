package planted.stomp.sockjs;

import io.github.stampedestomp.session.StompSession;

/** A SockJS session that knows what it carries. */
record Stomp(StompSession session) {}
