package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: Connecting, CONNECT or STOMP Frame, CONNECTED Frame, Protocol Negotiation. */
class ConnectTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.opened();

    @Test
    void connectIsAnsweredWithConnected() {
        client.sends("""
                CONNECT
                accept-version:1.2
                host:stomp.example

                ^@""");
        client.reads("""
                CONNECTED
                version:1.2
                session:<session>
                server:Stampede
                heart-beat:10000,10000

                ^@""");
        assertThat(client.session().isConnected()).isTrue();
    }

    @Test
    void connectedOf10HasNoHeartBeat() {
        client.sends("""
                CONNECT
                login:anna
                passcode:secret

                ^@""");
        client.reads("""
                CONNECTED
                version:1.0
                session:<session>
                server:Stampede

                ^@""");
    }

    @Test
    void stompIsTreatedAsConnect() {
        client.sends("""
                STOMP
                accept-version:1.1
                host:stomp.example

                ^@""");
        assertThat(client.readsOne("CONNECTED")).contains("\nversion:1.1\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2             | 1.2
            1.1             | 1.1
            1.0             | 1.0
            1.0,1.1         | 1.1
            1.0,1.1,1.2     | 1.2
            1.2,1.1,1.0     | 1.2
            1.0,1.1,2.0     | 1.1
            1.10,1.0        | 1.0
            '1.0, 1.1'      | 1.1
            """)
    void latestCommonVersionIsAgreedOn(String accepted, String agreed) {
        client.sends("CONNECT\naccept-version:" + accepted + "\n\n^@");
        assertThat(client.readsOne("CONNECTED")).contains("\nversion:" + agreed + "\n");
    }

    @Test
    void withoutAcceptVersionTheClientSpeaks10() {
        client.sends("CONNECT\n\n^@");
        assertThat(client.readsOne("CONNECTED")).contains("\nversion:1.0\n");
    }

    @Test
    void hostMayBeMissing() {
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.readsOne("CONNECTED");
    }

    @Test
    void hostMayBeAnyName() {
        client.sends("CONNECT\naccept-version:1.2\nhost:nowhere\n\n^@");
        client.readsOne("CONNECTED");
    }

    @Test
    void connectMayEndItsLinesWithCarriageReturns() {
        client.sends("CONNECT\r\naccept-version:1.2\r\n\r\n^@\r\n");
        assertThat(client.readsOne("CONNECTED")).contains("\nversion:1.2\n");
    }

    @Test
    void endsOfLineMayComeBeforeConnect() {
        client.sends("\n\r\n\nCONNECT\naccept-version:1.2\n\n^@");
        client.readsOne("CONNECTED");
    }

    @Test
    void firstAcceptVersionCounts() {
        client.sends("CONNECT\naccept-version:1.1\naccept-version:1.2\n\n^@");
        assertThat(client.readsOne("CONNECTED")).contains("\nversion:1.1\n");
    }

    @Test
    void connectMustNotHaveABody() {
        client.sends("CONNECT\naccept-version:1.2\n\nhello^@");
        client.isRefused("CONNECT must not have a body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SEND", "SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK", "BEGIN", "COMMIT", "ABORT", "DISCONNECT"})
    void nothingIsActedOnBeforeConnect(String command) {
        client.sends(command + "\nid:1\ndestination:/topic/a\ntransaction:t\n\n^@");
        client.isRefused(command + " came before CONNECT");
        assertThat(server.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void secondConnectIsRefused(String command) {
        Conversation connected = server.connected("1.2");
        connected.sends(command + "\naccept-version:1.2\n\n^@");
        connected.isRefused(command + " came although the session is connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR"})
    void commandsOfTheServerAreRefused(String command) {
        Conversation connected = server.connected("1.2");
        connected.sends(command + "\n\n^@");
        connected.isRefused(command + " is not for clients to send");
    }

    @Test
    void everySessionHasANameThatNobodyCanGuess() {
        Conversation other = server.opened();
        assertThat(client.id()).matches("[0-9a-f]{32}").isNotEqualTo(other.id());
    }

    @Test
    void sessionIsConnectedOnlyBetweenItsConnectAndItsEnd() {
        assertThat(client.session().isConnected()).isFalse();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.readsOne("CONNECTED");
        assertThat(client.session().isConnected()).isTrue();
        client.vanishes();
        assertThat(client.session().isConnected()).isFalse();
    }

    @Test
    void framesBehindConnectInTheSamePieceAreReadInTheAgreedVersion() {
        client.sends(
                "CONNECT\naccept-version:1.2\n\n^@",
                "SUBSCRIBE\r\nid:a\\cb\r\ndestination:/topic/a\r\n\r\n^@",
                "SEND\ndestination:/topic/a\n\nhello^@");
        assertThat(client.read()).contains("^@MESSAGE\nsubscription:a\\cb\n");
    }
}
