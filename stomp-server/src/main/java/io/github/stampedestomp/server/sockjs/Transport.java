package io.github.stampedestomp.server.sockjs;

/** The ways in which a client can receive, as sockjs-client names them. */
public enum Transport {
    /** Frames as messages of a WebSocket. */
    WEBSOCKET("websocket"),
    /** One response for each frame. */
    XHR_POLLING("xhr"),
    /** Many frames in one response, up to a limit. */
    XHR_STREAMING("xhr_streaming"),
    /** Many frames as server-sent events. */
    EVENTSOURCE("eventsource"),
    /** Many frames as scripts of a page inside the page: for browsers of long ago. */
    HTMLFILE("htmlfile"),
    /** One script for each frame: for browsers of long ago. */
    JSONP_POLLING("jsonp");

    private final String path;

    Transport(String path) {
        this.path = path;
    }

    /** {@return the last segment of the URLs at which it receives} */
    String path() {
        return path;
    }
}
