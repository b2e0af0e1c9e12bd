package io.github.stampedestomp.examples.chat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.session.SessionEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A server with the chat's page at {@code /}. What is said in a room travels on {@code /topic/room/{id}}; who is in it
 * is published as a JSON array of names on {@code /topic/room/{id}/members} whenever somebody enters or leaves.
 */
final class Chat implements AutoCloseable {
    private static final String WEBJARS = "classpath:META-INF/resources/webjars/";
    private static final Headers JSON = Headers.of("content-type", "application/json");

    private final StompServer server;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final RoomMembers members = new RoomMembers();

    Chat(int port) {
        server = StompServer.builder()
                .port(port)
                .files("/", "classpath:web")
                .files("/webjars/stomp__stompjs/", WEBJARS + "stomp__stompjs")
                .files("/webjars/sockjs-client/", WEBJARS + "sockjs-client")
                .sockJs(SockJs.at("/sockjs").iframes("/webjars/sockjs-client/1.6.1/dist/sockjs.min.js"))
                .heartBeat(Duration.ofSeconds(10), Duration.ofSeconds(10))
                .authenticate(login -> Names.admit(login.name()))
                .onSessionEvent(this::publishMembers)
                .build();
    }

    void start() {
        server.start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void publishMembers(SessionEvent event) {
        // Sending stays under the lock, or an older list could overtake a newer one.
        synchronized (lock) {
            String room = members.changedBy(event);
            if (room != null) {
                byte[] names = Json.array(members.of(room)).getBytes(StandardCharsets.UTF_8);
                server.send("/topic/room/" + room + "/members", JSON, names);
            }
        }
    }
}
