package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.TestIdentity;
import io.github.stampedestomp.server.net.TlsClient;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.Login;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that a server serves, by TLS. */
class TlsServerTest {
    private static final TestIdentity SERVER = TestIdentity.of("server");
    private static final TestIdentity ANNA = TestIdentity.of("anna");
    private static final String KEY = "a-key-of-the-test";
    private static final int MEBIBYTE = 1024 * 1024;

    private final SSLContext client = SERVER.believed();

    @RegisterExtension
    private final LogOf log = new LogOf("io.github.stampedestomp.server.net", Level.DEBUG);

    @TempDir
    private Path folder;

    @Test
    void stompIsSpokenOverWss() throws Exception {
        try (StompServer server = start(builder -> builder)) {
            JdkClient stomp = JdkClient.connect(server.port(), client);
            stomp.send("SUBSCRIBE\nid:s1\ndestination:/topic/a\nreceipt:r1\n\n^@");
            assertThat(stomp.next()).startsWith("RECEIPT\n");
            stomp.send("SEND\ndestination:/topic/a\n\nhello^@");
            assertThat(stomp.next()).startsWith("MESSAGE\n").endsWith("\n\nhello^@");
            stomp.send("DISCONNECT\n\n^@");
            assertThat(stomp.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void stompIsSpokenOverSockJs() throws Exception {
        try (StompServer server = start(builder -> builder.sockJs("/sockjs"));
                TlsClient receiving = TlsClient.to(server.port(), client);
                TlsClient sending = TlsClient.to(server.port(), client)) {
            receiving.send("POST /sockjs/000/a/xhr_streaming HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            receiving.readUntil("\no\n");
            String connect = StompText.payload(StompText.CONNECT);
            sending.send("POST /sockjs/000/a/xhr_send HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + connect.length() + "\r\n\r\n" + connect);
            assertThat(sending.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ");
            assertThat(receiving.readUntil("\"]")).contains("a[\"CONNECTED\\nversion:1.2\\n");
        }
    }

    @Test
    void theApiAndPagesAreServedOverHttps() throws Exception {
        Files.writeString(folder.resolve("index.html"), "<p>a page</p>");
        try (StompServer server =
                start(builder -> builder.api(HttpApi.withKey(KEY)).files("/", folder))) {
            assertThat(get(server, "/").body()).isEqualTo("<p>a page</p>");
            assertThat(get(server, "/api/users").body()).contains("\"users\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"https,101", "http,403"})
    void pagesOfItsOwnOriginComeByHttps(String scheme, int status) throws Exception {
        try (StompServer server = start(builder -> builder);
                TlsClient page = TlsClient.to(server.port(), client)) {
            page.send("GET /stomp HTTP/1.1\r\nHost: chat.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"
                    + "Origin: " + scheme + "://chat.example\r\n\r\n");
            assertThat(page.readUntil("\r\n")).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void aCertificateOfAClientTellsWhoItIs() throws Exception {
        Tls tls = pem(SERVER)
                .clientCertificates(Tls.ClientCertificates.REQUIRED)
                .trust(file("anna.pem", ANNA.certificatePem()));
        CompletableFuture<Handshake> told = new CompletableFuture<>();
        try (StompServer server = start(
                tls,
                builder -> builder.authenticate(login -> {
                    told.complete(login.handshake());
                    return certified(login);
                }))) {
            JdkClient.connect(server.port(), ANNA.believing(SERVER));
            assertThat(server.users().find("anna")).isPresent();
            assertThat(told.join().isSecure()).isTrue();
            assertThat(told.join().certificates()).containsExactly(ANNA.certificate());
            assertThatThrownBy(() -> JdkClient.connect(server.port(), client));
            assertThatThrownBy(() ->
                    JdkClient.connect(server.port(), TestIdentity.of("eve").believing(SERVER)));
        }
    }

    @Test
    void clientsThatAreAskedMayHaveNoCertificate() throws Exception {
        Tls tls = pem(SERVER)
                .clientCertificates(Tls.ClientCertificates.WANTED)
                .trust(file("anna.pem", ANNA.certificatePem()));
        try (StompServer server = start(tls, builder -> builder.authenticate(TlsServerTest::certified))) {
            assertThatThrownBy(() -> JdkClient.connect(server.port(), client))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a certificate is needed here");
            JdkClient.connect(server.port(), ANNA.believing(SERVER));
            assertThat(server.users().find("anna")).isPresent();
        }
    }

    @Test
    void aSessionOfSockJsAnswersOnlyToTheCertificateThatOpenedIt() throws Exception {
        Tls tls = pem(SERVER)
                .clientCertificates(Tls.ClientCertificates.WANTED)
                .trust(file("anna.pem", ANNA.certificatePem()));
        String request = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n[\"\"]";
        try (StompServer server = start(tls, builder -> builder.sockJs("/sockjs"));
                TlsClient anna = TlsClient.to(server.port(), ANNA.believing(SERVER));
                TlsClient other = TlsClient.to(server.port(), client)) {
            anna.send("POST /sockjs/000/a/xhr" + request).readUntil("o\n");
            other.send("POST /sockjs/000/a/xhr_send" + request);
            assertThat(other.readUntil("\r\n")).startsWith("HTTP/1.1 404 ");
            anna.send("POST /sockjs/000/a/xhr_send" + request);
            assertThat(anna.readUntil("HTTP/1.1 ") + anna.read(3)).endsWith("204");
        }
    }

    @Test
    void aHandshakeThatFailsIsLoggedInOneLine() throws Exception {
        try (StompServer server = start(builder -> builder);
                RawClient scanner = RawClient.to(server.port())) {
            scanner.send("GET / HTTP/1.1\r\n\r\n").awaitEnd();
            Await.until("it is logged", () -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .containsExactly(
                            "DEBUG The connection from 127.0.0.1 was cut: TLS failed: the client speaks HTTP without TLS");
        }
    }

    private static User certified(Login login) {
        return login.handshake().certificates().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .map(name -> User.named(name.substring("CN=".length())))
                .findFirst()
                .orElseThrow(() -> Denied.because("a certificate is needed here"));
    }

    @Test
    void anSslContextOfOnesOwnSpeaksTheSameProtocols() throws Exception {
        try (StompServer server = start(Tls.of(SERVER.believing(null)), builder -> builder)) {
            for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
                try (TlsClient tls = TlsClient.to(server.port(), client, protocol)) {
                    assertThat(tls.protocol()).isEqualTo(protocol);
                }
            }
        }
    }

    @Test
    void aRenewedCertificateIsForThoseWhoConnectFromThenOn() throws Exception {
        TestIdentity renewed = TestIdentity.of("renewed", "RSA");
        try (StompServer server = start(builder -> builder)) {
            JdkClient old = JdkClient.connect(server.port(), client);
            file("chain.pem", renewed.certificatePem());
            file("key.pem", renewed.keyPem());
            server.reloadTls();
            old.send("SUBSCRIBE\nid:s1\ndestination:/topic/a\nreceipt:still here\n\n^@");
            assertThat(old.next()).contains("still here");
            try (TlsClient next = TlsClient.to(server.port(), renewed.believed())) {
                assertThat(next.serverName()).isEqualTo("CN=renewed");
            }
        }
    }

    @Test
    void aFaultyFileLeavesTheOldCertificate() throws Exception {
        try (StompServer server = start(builder -> builder)) {
            file("chain.pem", TestIdentity.of("renewed", "RSA").certificatePem());
            assertThatIllegalArgumentException()
                    .isThrownBy(server::reloadTls)
                    .withMessageEndingWith("chain.pem'")
                    .withMessageContaining("does not belong to the first certificate");
            try (TlsClient next = TlsClient.to(server.port(), client)) {
                assertThat(next.serverName()).isEqualTo("CN=server");
            }
        }
    }

    @Test
    void withoutTlsThereIsNothingToReload() {
        try (StompServer server = StompServer.builder().port(0).build()) {
            assertThatIllegalStateException()
                    .isThrownBy(server::reloadTls)
                    .withMessage("the server was built without TLS");
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsCut() throws Exception {
        try (StompServer server =
                        start(builder -> builder.limits(limits -> limits.handshakeTimeout(Duration.ofMillis(50))));
                RawClient silent = RawClient.to(server.port())) {
            silent.awaitEnd();
            Await.until("it is cut", () -> server.connections() == 0);
        }
    }

    @Test
    void longMessagesReachASlowReaderCompleteWhileThePublisherIsHeldBack() throws Exception {
        int count = 32;
        try (StompServer server = start(builder ->
                builder.limits(limits -> limits.bodyBytes(2 * MEBIBYTE).sendBufferBytes(4 * MEBIBYTE)))) {
            WireClient slow = slowSubscriber(server.port());
            JdkClient publisher = JdkClient.connect(server.port(), client);
            Thread publishing = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    publisher.send("SEND\ndestination:/topic/a\n\n" + body(i) + "^@");
                }
            });
            publishing.start();
            for (int i = 0; i < count; i++) {
                String message = slow.next().wire();
                assertThat(message.endsWith("\n\n" + body(i) + "^@"))
                        .as("message " + i)
                        .isTrue();
            }
            publishing.join();
        }
    }

    private WireClient slowSubscriber(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(32 * 1024);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(60_000);
        Socket tls = client.getSocketFactory().createSocket(socket, "localhost", port, true);
        WireClient slow = WireClient.open(tls, port, "/stomp");
        slow.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@");
        assertThat(slow.next().wire()).startsWith("CONNECTED\n");
        slow.send("SUBSCRIBE\nid:s1\ndestination:/topic/a\nreceipt:r\n\n^@");
        assertThat(slow.next().wire()).startsWith("RECEIPT\n");
        return slow;
    }

    private static String body(int number) {
        return "%08d".formatted(number).repeat(MEBIBYTE / 8);
    }

    private HttpResponse<String> get(StompServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + KEY)
                .build();
        HttpClient http = HttpClient.newBuilder().sslContext(client).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private StompServer start(UnaryOperator<StompServerBuilder> more) throws IOException {
        return start(pem(SERVER), more);
    }

    private StompServer start(Tls tls, UnaryOperator<StompServerBuilder> more) {
        StompServer server = more.apply(
                        StompServer.builder().port(0).rules(OpenRules::allow).tls(tls))
                .build();
        server.start();
        return server;
    }

    private Tls pem(TestIdentity identity) throws IOException {
        return Tls.fromPem(file("chain.pem", identity.certificatePem()), file("key.pem", identity.keyPem()));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
