package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.stampedestomp.frame.Limit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.enums.Opcode;
import org.junit.jupiter.api.Test;

/** What we rely on in the WebSocket library, one test for each assumption. */
class LibraryContractTest implements WebSocketEngine.Peer {
    private static final String REQUEST = """
            GET / HTTP/1.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private final List<String> reports = new ArrayList<>();
    private final List<ByteBuffer> sent = new ArrayList<>();
    private final WebSocketEngine engine = new WebSocketEngine(this, new MessageLimits(1000, 256));
    private Runnable onMessage = () -> {};

    @Test
    void theAnswerToTheOpeningHandshakeHoldsWhatTheSpecificationAsksFor() {
        open("", "");
        assertThat(takeSent().lines())
                .startsWith("HTTP/1.1 101 Switching Protocols")
                .contains(
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .contains("Server: Stampede")
                .noneMatch(line ->
                        line.startsWith("Sec-WebSocket-Protocol") || line.startsWith("Sec-WebSocket-Extensions"))
                .hasSize(7); // status, five headers with the date, the empty line
    }

    @Test
    void theAnswerNamesTheSubProtocol() {
        open("Sec-WebSocket-Protocol: v12.stomp\r\n", "v12.stomp");
        assertThat(takeSent().lines()).contains("Sec-WebSocket-Protocol: v12.stomp");
    }

    @Test
    void framesAreHandedOnInTheirOrder() {
        open("", "");
        receive(ClientFrames.of()
                .text("1")
                .ping("2")
                .binary((byte) '3')
                .text("4")
                .close(1000, "5"));
        assertThat(reports)
                .containsExactly("TEXT 1", "ping 2", "BINARY 3", "TEXT 4", "ended closed by the client with code 1000");
    }

    @Test
    void allOutputPassesThroughTheQueueInItsOrder() {
        open("", "");
        takeSent();
        engine.pong(ByteBuffer.wrap("a".getBytes(UTF_8)));
        engine.close(1001, "bye");
        assertThat(sentHex()).isEqualTo("8a0161" + "880503e9627965");
        assertThat(reports).containsExactly("ended closed with code 1001");
    }

    @Test
    void theHandshakeIsAnsweredOnce() {
        open("", "");
        assertThat(takeSent()).startsWith("HTTP/1.1 101 ");
        engine.pong(ByteBuffer.wrap("a".getBytes(UTF_8)));
        engine.pong(ByteBuffer.wrap("b".getBytes(UTF_8)));
        receive(ClientFrames.of().close(1000, ""));
        assertThat(sentHex()).isEqualTo("8a0161" + "8a0162" + "880203e8");
        assertThat(reports).containsExactly("ended closed by the client with code 1000");
    }

    @Test
    void aCloseFrameIsAnsweredWithItsCodeAndReason() {
        open("", "");
        takeSent();
        receive(ClientFrames.of().close(4000, "x"));
        assertThat(sentHex()).isEqualTo("8803" + "0fa078");
    }

    @Test
    void anEmptyCloseFrameIsAnsweredWithTheCodeOfANormalEnd() {
        open("", "");
        takeSent();
        receive(ClientFrames.of().frame(0x88));
        assertThat(sentHex()).isEqualTo("880203e8");
    }

    @Test
    void aCloseFrameWithCode1007AndNoReasonIsAnsweredToo() {
        open("", "");
        takeSent();
        receive(ClientFrames.of().close(1007, ""));
        assertThat(sentHex()).startsWith("880e03ef");
    }

    @Test
    void nothingIsReceivedOrSentAfterTheEnd() {
        open("", "");
        engine.close(1000, "");
        takeSent();
        receive(ClientFrames.of().text("late").ping("late").close(1000, ""));
        engine.pong(ByteBuffer.allocate(0));
        engine.close(1001, "again");
        assertThat(sent).isEmpty();
        assertThat(reports).containsExactly("ended closed with code 1000");
    }

    @Test
    void framesThatWereDecodedWithTheOneThatLedToTheEndDoNotCount() {
        open("", "");
        onMessage = () -> engine.close(1000, "");
        receive(ClientFrames.of().text("last").text("late").ping("late"));
        assertThat(reports).containsExactly("TEXT last", "ended closed with code 1000");
    }

    @Test
    void aBrokenFrameEndsTheConnectionWithoutAnException() {
        open("", "");
        takeSent();
        receive(ClientFrames.of().text("before").raw("8100"));
        assertThat(reports).containsExactly("TEXT before", "ended closed with code 1002");
        assertThat(sentHex()).startsWith("882403ea");
    }

    @Test
    void aBufferOnTheHeapIsUsedAsItIs() {
        open("", "");
        byte[] frame = ClientFrames.of().text("abc").bytes();
        ByteBuffer bytes = ByteBuffer.allocate(100)
                .position(50)
                .put(frame)
                .limit(50 + frame.length)
                .position(50);
        engine.receive(bytes);
        assertThat(reports).containsExactly("TEXT abc");
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void theEngineSurvivesTheLossOfTheNetworkAtAnyTime() {
        assertThatCode(() -> new WebSocketEngine(this, new MessageLimits(1000, 256)).disconnected())
                .doesNotThrowAnyException();
        open("", "");
        engine.disconnected();
        engine.disconnected();
        engine.close(1000, "");
        takeSent();
        receive(ClientFrames.of().text("late"));
        assertThat(reports).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void theDraftIsNotCopiedAndHasNoExtensionButTheDefault() {
        AnsweringDraft draft = new AnsweringDraft("");
        assertThat(draft.copyInstance()).isSameAs(draft);
        assertThat(draft.getKnownExtensions()).hasSize(1);
    }

    @Test
    void theVersionOfTheLibraryIsTheOneThatWasRead() {
        assertThat(WebSocketImpl.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("1.6.0");
    }

    @Override
    public void receive(Opcode opcode, ByteBuffer piece, boolean last) {
        reports.add(opcode + " " + UTF_8.decode(piece));
        onMessage.run();
    }

    @Override
    public void send(ByteBuffer wire) {
        sent.add(wire);
    }

    @Override
    public void pinged(ByteBuffer payload) {
        reports.add("ping " + UTF_8.decode(payload));
    }

    @Override
    public void limitReached(Limit limit) {}

    @Override
    public void ended(String reason) {
        reports.add("ended " + reason);
    }

    private void open(String headers, String subProtocol) {
        engine.open(ByteBuffer.wrap((REQUEST + headers + "\r\n").getBytes(ISO_8859_1)), subProtocol);
    }

    private void receive(ClientFrames frames) {
        engine.receive(ByteBuffer.wrap(frames.bytes()));
    }

    private String takeSent() {
        StringBuilder text = new StringBuilder();
        sent.forEach(wire -> text.append(ISO_8859_1.decode(wire)));
        sent.clear();
        return text.toString();
    }

    private String sentHex() {
        return HexFormat.of().formatHex(takeSent().getBytes(ISO_8859_1));
    }
}
