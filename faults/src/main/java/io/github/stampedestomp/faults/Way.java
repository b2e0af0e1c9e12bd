package io.github.stampedestomp.faults;

import java.util.UUID;

/** How clients carry their frames. */
enum Way {
    WEBSOCKET,
    SOCKJS_WEBSOCKET,
    XHR_STREAMING,
    XHR_POLLING;

    /** Begins a conversation. */
    Talk talk(Swarm swarm, Talk.Ear ear) {
        String session = "/sockjs/000/" + UUID.randomUUID();
        return switch (this) {
            case WEBSOCKET -> WebSocketTalk.plain(swarm, "/stomp", ear);
            case SOCKJS_WEBSOCKET -> WebSocketTalk.sockJs(swarm, session + "/websocket", ear);
            case XHR_STREAMING -> HttpTalk.begin(swarm, session, "/xhr_streaming", ear);
            case XHR_POLLING -> HttpTalk.begin(swarm, session, "/xhr", ear);
        };
    }
}
