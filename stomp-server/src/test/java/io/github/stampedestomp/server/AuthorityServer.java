package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.user.User;
import java.net.URLDecoder;
import java.time.Duration;

/** A server with one set of rules, its broker, and the user ben, who is there all the time. */
final class AuthorityServer implements AutoCloseable {
    /** How errors are told. */
    enum Denials {
        HARD,
        SOFT
    }

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private final StompServer server;
    private final StompClient ben;
    private final String sessionOfBen;

    AuthorityServer(String rules, boolean isAnonymous, Denials denials) {
        StompServerBuilder builder = StompServer.builder()
                .port(0)
                .broker(broker)
                .sockJs(SockJs.at("/sockjs").withHtmlfileAndJsonp().disconnectDelay(Duration.ofMinutes(5)))
                .drain(Drain.atOnce())
                .rules(AuthorityRules.named(rules))
                .requests(requests -> requests.onSend("/app/**", asked -> asked.send("/topic/asked", asked.text()))
                        .onSubscribe("/app/**", asked -> asked.header("marker").orElse("")))
                .api(HttpApi.authorizedBy(told ->
                        Caller.user(user(URLDecoder.decode(told.header("X-User").orElseThrow(), UTF_8)))));
        if (!isAnonymous) {
            builder.authenticate(login -> user(login.name()));
        }
        if (denials == Denials.SOFT) {
            builder.rules(own -> own.softDenials());
        }
        server = builder.build();
        server.start();
        ben = Transport.WEBSOCKET.open(server.port());
        sessionOfBen = ben.connect("ben");
    }

    private static User user(String name) {
        return name.equals("root") ? User.named(name).with("role", "admin") : User.named(name);
    }

    int port() {
        return server.port();
    }

    String sessionOfBen() {
        return sessionOfBen;
    }

    Witness witness(String destination) {
        return new Witness(broker, destination);
    }

    void send(String destination, String body) {
        server.send(destination, body);
    }

    void sendToSession(String session, String destination, String body) {
        server.sendToSession(session, destination, body);
    }

    @Override
    public void close() {
        ben.close();
        server.stop();
    }
}
