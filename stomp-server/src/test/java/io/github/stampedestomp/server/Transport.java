package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicInteger;

/** The ways by which frames reach a server that has its endpoint at {@code /stomp} and SockJS below {@code /sockjs}. */
enum Transport {
    WEBSOCKET {
        @Override
        StompClient open(int port) {
            return new PlainStompClient(port, "/stomp");
        }
    },
    SOCKJS_RAW_WEBSOCKET {
        @Override
        StompClient open(int port) {
            return new PlainStompClient(port, "/sockjs/websocket");
        }
    },
    SOCKJS_WEBSOCKET {
        @Override
        StompClient open(int port) {
            return new FramedStompClient(port, session());
        }
    },
    XHR_POLLING {
        @Override
        StompClient open(int port) {
            String session = session();
            return new PostingStompClient(port, session, "xhr_send") {
                @Override
                String receive(SockJsClient client) {
                    return client.post(session + "/xhr", "").answer().text();
                }
            };
        }
    },
    JSONP_POLLING {
        @Override
        StompClient open(int port) {
            String session = session();
            return new PostingStompClient(port, session, "jsonp_send") {
                @Override
                String receive(SockJsClient client) {
                    return quoted(client.get(session + "/jsonp?c=f").answer().text());
                }
            };
        }
    },
    XHR_STREAMING {
        @Override
        StompClient open(int port) {
            String session = session();
            return new StreamingStompClient(port, session, client -> client.post(session + "/xhr_streaming", "")) {
                @Override
                String frame(String chunk) {
                    return chunk;
                }
            };
        }
    },
    EVENTSOURCE {
        @Override
        StompClient open(int port) {
            String session = session();
            return new StreamingStompClient(port, session, client -> client.get(session + "/eventsource")) {
                @Override
                String frame(String chunk) {
                    return chunk.substring("data: ".length()).replace("%25", "%");
                }
            };
        }
    },
    HTMLFILE {
        @Override
        StompClient open(int port) {
            String session = session();
            return new StreamingStompClient(port, session, client -> client.get(session + "/htmlfile?c=f")) {
                @Override
                String frame(String chunk) {
                    return quoted(chunk);
                }
            };
        }
    };

    private static final AtomicInteger SESSIONS = new AtomicInteger();

    /** {@return a client that nobody has let in yet} */
    abstract StompClient open(int port);

    private static String session() {
        return "/sockjs/0/" + SESSIONS.incrementAndGet();
    }

    /** {@return the string that a script hands over} */
    private static String quoted(String script) {
        return Json.read(script.substring(script.indexOf("(\"") + 1, script.lastIndexOf("\")") + 1))
                .asText();
    }

    /** {@return text of which each character is a byte, as the text that it is} */
    static String decoded(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
