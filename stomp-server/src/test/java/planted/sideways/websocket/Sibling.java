package planted.sideways.websocket;

/** What SockJS may not know. */
public record Sibling() {}
