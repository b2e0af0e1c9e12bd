package io.github.stampedestomp.examples.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.examples.bodies.JacksonBodies;
import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.server.Drain;
import io.github.stampedestomp.server.HttpApi;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.server.StompServerBuilder;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Rules;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server with the chat's page at {@code /}: rooms, direct messages, and who is here. Pages send requests to {@code /app/…}
 * alone; all that they get comes from here. Who has been here is answered at {@code /app/people}; who comes and leaves is told
 * at {@code /topic/people}. Programs that know the key may send by the HTTP API below {@code /api}, where and what they like.
 *
 * <p>Servers that share a broker are one chat: their rooms, direct messages and people are the same.
 */
final class Chat implements AutoCloseable {
    private static final String WEBJARS = "classpath:META-INF/resources/webjars/";
    /** The page's scripts and styles are files of this server; older Safaris do not count WebSockets as its own. */
    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    /** Where it is told who comes and leaves. */
    static final String PEOPLE = "/topic/people";

    private static final int MOST_PEOPLE = 500;
    private static final Executor A_SECOND_LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final StompServer server;
    private final boolean isJoined;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final People people = new People(MOST_PEOPLE, InstantSource.system());

    Chat(int port) {
        this(new Options(port, null));
    }

    /**
     * Prepares a chat.
     *
     * @throws IllegalArgumentException if the key is too short, or a URL of the broker is malformed
     */
    Chat(Options options) {
        StompServerBuilder builder = StompServer.builder()
                .port(options.port())
                .files("/", "classpath:web")
                .files("/webjars/stomp__stompjs/", WEBJARS + "stomp__stompjs")
                .files("/webjars/sockjs-client/", WEBJARS + "sockjs-client")
                .filePolicy(POLICY)
                .sockJs(SockJs.at("/sockjs").iframes("/webjars/sockjs-client/1.6.1/dist/sockjs.min.js"))
                .heartBeat(Duration.ofSeconds(10), Duration.ofSeconds(10))
                .drain(Drain.over(Duration.ofSeconds(10)))
                .authenticate(login -> Names.admit(login.name()))
                .rules(Chat::rules)
                .requests(this::requests)
                .presence(Rooms.TOPICS)
                .onSessionEvent(this::noticed);
        if (options.apiKey() != null) {
            builder.api(HttpApi.withKey(options.apiKey()));
        }
        SharedBroker broker = options.broker();
        isJoined = broker != null;
        if (broker != null) {
            builder.broker(broker.relay());
        }
        server = builder.build();
    }

    void start() {
        server.start();
        if (isJoined) {
            A_SECOND_LATER.execute(this::lookAround);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void rules(Rules.Builder rules) {
        Rooms.rules(rules);
        rules.subscribe(PEOPLE, "/app/people", "/user/queue/**").allow();
        rules.subscribe("/**", "/user/**").deny();
        rules.softDenials();
    }

    private void requests(Requests.Builder requests) {
        requests.bodies(new JacksonBodies(new ObjectMapper()));
        requests.onSubscribe("/app/people", this::everybody);
        Rooms.requests(requests);
        new DirectMessages(this::isReading).requests(requests);
    }

    /** {@return whether a person has a page that shows direct messages; what pages of other servers show is not known} */
    private boolean isReading(String name) {
        return sessions(name)
                .anyMatch(
                        session -> !session.isHere() || session.subscriptions().containsValue(DirectMessages.OWN));
    }

    /** {@return whether a person has a page that is connected to this server, not to another one} */
    boolean isHost(String name) {
        return sessions(name).anyMatch(ClientSession::isHere);
    }

    private Stream<ClientSession> sessions(String name) {
        return server.users().find(name).stream().flatMap(user -> user.sessions().stream());
    }

    private Everybody everybody(Request request) {
        synchronized (lock) {
            return people.everybody();
        }
    }

    private void noticed(SessionEvent event) {
        User user = event.user();
        if (user != null) {
            look(user.name());
        }
    }

    /** Looks again and again, until the end, since of sessions on other servers no event tells. */
    private void lookAround() {
        if (server.isDraining()) {
            return;
        }
        A_SECOND_LATER.execute(this::lookAround);
        Set<String> names = new HashSet<>(server.users().names());
        synchronized (lock) {
            names.addAll(people.online());
        }
        names.forEach(this::look);
    }

    /** Tells if somebody has come, or has left with the last page on any server. */
    private void look(String name) {
        // Sending stays under the lock, or older news could overtake newer.
        synchronized (lock) {
            Person changed = people.see(name, server.users().isOnline(name));
            if (changed != null) {
                server.send(PEOPLE, changed);
            }
        }
    }
}
