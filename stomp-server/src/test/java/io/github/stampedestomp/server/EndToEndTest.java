package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's WebSocket client against a whole server, in wire text. */
class EndToEndTest {
    private StompServer server =
            StompServer.builder().rules(OpenRules::allow).port(0).build();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void aMessageReachesItsSubscriber(String version) {
        JdkClient client = JdkClient.connect(server.port(), version);
        client.send("SUBSCRIBE\nid:s1\ndestination:/topic/a\nreceipt:r1\n\n^@");
        assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:r1\n\n^@");
        client.send("SEND\ndestination:/topic/a\nmood:good\nreceipt:r2\n\nhello^@");
        assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:r2\n\n^@");
        assertThat(client.next())
                .matches("MESSAGE\nsubscription:s1\ndestination:/topic/a\nmessage-id:[0-9a-f]+-\\d+\nmood:good\n"
                        + "content-length:5\n\nhello\\^@");
        client.send("DISCONNECT\nreceipt:bye\n\n^@");
        assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:bye\n\n^@");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void framesMayShareAMessageAndBeSplitOverSeveral() {
        JdkClient client = new JdkClient(server.port());
        client.send("\n\nCONNECT\r\naccept-ver");
        client.sendPiece("sion:1.2\nhost:x\n\n^@\n\r\nSUBSCRIBE\nid:1\ndesti");
        client.send(
                "nation:/topic/a\nreceipt:1\n\n^@SEND\ndestination:/topic/a\n\nx^@\nSEND\ndestination:/topic/a\n\ny");
        client.send("z^@");
        assertThat(client.next()).startsWith("CONNECTED\n");
        assertThat(client.next()).startsWith("RECEIPT\n");
        assertThat(client.next()).endsWith("\n\nx^@");
        assertThat(client.next()).endsWith("\n\nyz^@");
    }

    @Test
    void aBodyThatIsNoTextGoesOutInABinaryMessage() {
        JdkClient client = JdkClient.connect(server.port(), "1.2");
        client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
        assertThat(client.next()).startsWith("RECEIPT\n");
        server.send("/topic/a", Headers.of(), new byte[] {(byte) 0xff, 0});
        assertThat(client.next()).startsWith("binary: MESSAGE\n");
        server.send("/topic/a", "text again");
        assertThat(client.next()).startsWith("MESSAGE\n").endsWith("\n\ntext again^@");
    }

    @Test
    void aClientThatConnectsInABinaryMessageGetsBinaryMessages() {
        JdkClient client = new JdkClient(server.port());
        client.sendBinary("CONNECT\naccept-version:1.2\n\n\0".getBytes(UTF_8));
        assertThat(client.next()).startsWith("binary: CONNECTED\n");
        client.send("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        assertThat(client.next()).isEqualTo("binary: RECEIPT\nreceipt-id:1\n\n^@");
    }

    @Test
    void anErrorTellsWhatIsWrongBeforeTheConnectionCloses() {
        JdkClient client = JdkClient.connect(server.port(), "1.2");
        client.send("SEND\nreceipt:r1\n\nhello^@");
        assertThat(client.next()).startsWith("ERROR\nmessage:SEND needs the header 'destination'\nreceipt-id:r1\n");
        assertThat(client.closeCode()).isEqualTo(1002);
    }

    @ParameterizedTest
    @CsvSource({
        "v12.stomp, v12.stomp",
        "'v10.stomp,v11.stomp,v12.stomp', v12.stomp",
        "'v11.stomp,v10.stomp', v11.stomp",
        "v10.stomp, v10.stomp",
        "'mqtt,v11.stomp', v11.stomp"
    })
    void theBestSubProtocolOfThoseOfferedIsChosen(String offered, String chosen) {
        JdkClient client = new JdkClient(server.port(), offered.split(","));
        assertThat(client.subProtocol()).isEqualTo(chosen);
        client.abort();
    }

    @Test
    void theVersionIsAgreedOnByConnectWhateverTheSubProtocol() {
        JdkClient client = new JdkClient(server.port(), "v10.stomp");
        client.send("CONNECT\naccept-version:1.1,1.2\nhost:x\n\n^@");
        assertThat(client.next()).startsWith("CONNECTED\nversion:1.2\n");
    }

    @Test
    void noSubProtocolIsAcceptedToo() {
        assertThat(new JdkClient(server.port()).subProtocol()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, /stomp, 426", "POST, /stomp, 405", "GET, /elsewhere, 404"})
    void whatIsNoUpgradeIsAnsweredAsHttp(String method, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void theAuthenticatorDecidesWhoTheClientIs() {
        restart(StompServer.builder().rules(OpenRules::allow).port(0).authenticate(login -> {
            if (!login.passcode().equals("secret")) {
                throw Denied.because("wrong passcode for " + login.name());
            }
            return User.named(login.name());
        }));
        JdkClient anna = new JdkClient(server.port());
        anna.send("CONNECT\naccept-version:1.2\nlogin:anna\npasscode:secret\n\n^@");
        assertThat(anna.next()).startsWith("CONNECTED\n").contains("\nuser-name:anna\n");
        JdkClient bob = new JdkClient(server.port());
        bob.send("CONNECT\naccept-version:1.2\nlogin:bob\npasscode:guess\n\n^@SEND\ndestination:/topic/a\n\n^@");
        assertThat(bob.next()).startsWith("ERROR\nmessage:wrong passcode for bob\n");
        assertThat(bob.closeCode()).isEqualTo(1008);
    }

    @Test
    void aMessageLongerThanTheSendBufferIsDelivered() {
        restart(StompServer.builder().rules(OpenRules::allow).port(0).limits(limits -> limits.bodyBytes(2 << 20)));
        JdkClient client = JdkClient.connect(server.port(), "1.2");
        client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
        assertThat(client.next()).startsWith("RECEIPT\n");
        String body = "x".repeat(1 << 20);
        client.send("SEND\ndestination:/topic/a\n\n" + body + "^@");
        assertThat(client.next()).startsWith("MESSAGE\n").endsWith("\n\n" + body + "^@");
    }

    @Test
    void aReaderThatStopsIsCutOffAndThoseBesideItLoseNothing() throws IOException {
        AtomicReference<String> cut = new AtomicReference<>();
        restart(StompServer.builder().rules(OpenRules::allow).port(0).onSessionEvent(event -> {
            if (event instanceof SessionEvent.Disconnected disconnected) {
                cut.set(disconnected.reason());
            }
        }));
        JdkClient healthy = JdkClient.connect(server.port(), "1.2");
        healthy.send("SUBSCRIBE\nid:1\ndestination:/topic/big\nreceipt:1\n\n^@");
        assertThat(healthy.next()).startsWith("RECEIPT\n");
        try (WireClient stopped = WireClient.connect(server.port())) {
            stopped.send("SUBSCRIBE\nid:1\ndestination:/topic/big\nreceipt:1\n\n^@");
            assertThat(stopped.next().wire()).startsWith("RECEIPT\n");
            String body = "x".repeat(32 * 1024);
            for (int i = 0; cut.get() == null; i++) {
                server.send("/topic/big", Headers.of("number", String.valueOf(i)), body.getBytes(UTF_8));
                assertThat(healthy.next()).contains("\nnumber:" + i + "\n");
                assertThat(i).as("messages of 32 KiB until the reader was cut").isLessThan(10_000);
            }
        }
        assertThat(cut.get())
                .isEqualTo("more than the 524288 bytes allowed wait for the client (limit sendBufferBytes)");
    }

    private void restart(StompServerBuilder builder) {
        server.stop();
        server = builder.build();
        server.start();
    }
}
