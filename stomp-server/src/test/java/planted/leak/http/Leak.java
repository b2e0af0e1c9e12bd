package planted.leak.http;

import org.java_websocket.WebSocket;

/** A route that sees the WebSocket library. */
record Leak(WebSocket socket) {}
