package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame of a valid conversation gets the same answer, byte for byte, wherever the network cuts it. */
class ConversationInPiecesTest {
    private static final List<String> CONVERSATION_IN_10 = List.of(
            "CONNECT\nlogin: anna\npasscode:secret\n\n^@",
            "SUBSCRIBE\ndestination: /topic/a\nreceipt:1\n\n^@",
            "SUBSCRIBE\nid:q\ndestination:/queue/a\nack:client\nreceipt:2\n\nignored^@\n",
            "SEND\ndestination:/topic/a\nreceipt:3\n\nhello^@",
            "SEND\ndestination:/queue/a\ncontent-length:3\nreceipt:4\n\na^@b^@",
            "ACK\nmessage-id:<m2>\nreceipt:5\n\n^@",
            "BEGIN\ntransaction:t\nreceipt:6\n\n^@",
            "SEND\ntransaction: t\ndestination:/topic/a\nreceipt:7\n\nlater^@",
            "COMMIT\ntransaction:t\nreceipt:8\n\n^@",
            "UNSUBSCRIBE\ndestination:/topic/a\nreceipt:9\n\n^@",
            "DISCONNECT\nreceipt:10\n\n^@");

    private static final List<String> CONVERSATION_IN_11 = List.of(
            "STOMP\naccept-version:1.0,1.1\nhost:example\nheart-beat:5000,10000\n\n^@",
            "SUBSCRIBE\nid:a\\cb\ndestination:/topic/a\nreceipt:1\n\n^@",
            "SUBSCRIBE\nid:q\ndestination:/queue/a\nack:client-individual\nreceipt:2\n\n^@",
            "SEND\ndestination:/topic/a\nnote:1\\c2\\n3\\\\4\nreceipt:3\n\nGrüße 🐃^@",
            "SEND\ndestination:/queue/a\ncontent-length:3\nreceipt:4\n\na^@b^@\n\n",
            "NACK\nsubscription:q\nmessage-id:<m2>\nreceipt:5\n\n^@",
            "ACK\nsubscription:q\nmessage-id:<m2>\nreceipt:6\n\n^@",
            "BEGIN\ntransaction:t\nreceipt:7\n\n^@",
            "SEND\ntransaction:t\ndestination:/topic/a\nreceipt:8\n\nnever^@",
            "ABORT\ntransaction:t\nreceipt:9\n\n^@",
            "UNSUBSCRIBE\nid:a\\cb\nreceipt:10\n\n^@",
            "DISCONNECT\nreceipt:11\n\n^@");

    private static final List<String> CONVERSATION_IN_12 = List.of(
            "\r\n\nCONNECT\r\naccept-version:1.0,1.1,1.2\r\nhost:example\r\n\r\n^@",
            "SUBSCRIBE\r\nid:0\r\ndestination:/topic/**\r\nreceipt:1\r\n\r\n^@",
            "SUBSCRIBE\nid:q\ndestination:/queue/a\nack:client\nreceipt:2\n\n^@\r\n",
            "SEND\ndestination:/topic/a\nnote:1\\c2\\n3\\\\4\\r5\nreceipt:3\n\nGrüße 🐃^@",
            "SEND\ndestination:/queue/a\ncontent-length:4\nreceipt:4\n\n\r\n^@\r^@",
            "NACK\nid:1\nreceipt:5\n\n^@",
            "BEGIN\ntransaction:t\nreceipt:6\n\n^@",
            "ACK\nid:2\ntransaction:t\nreceipt:7\n\n^@",
            "SEND\ntransaction:t\ndestination:/topic/a/b\nreceipt:8\n\nlater^@",
            "COMMIT\ntransaction:t\nreceipt:9\n\n^@",
            "UNSUBSCRIBE\nid:0\nreceipt:10\n\n^@",
            "DISCONNECT\nreceipt:11\n\n^@");

    static Stream<Arguments> frames() {
        return Stream.of(CONVERSATION_IN_10, CONVERSATION_IN_11, CONVERSATION_IN_12)
                .flatMap(frames -> Stream.iterate(0, i -> i < frames.size(), i -> i + 1)
                        .map(i -> Arguments.of(frames.subList(0, i), frames.get(i))));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void frameIsAnsweredAlikeWhereverItIsCut(List<String> before, String frame) {
        int length = frame.getBytes(UTF_8).length;
        String answer = answer(before, frame, length);
        assertThat(answer).isNotEmpty().doesNotContain("ERROR");
        for (int cut = 1; cut < length; cut++) {
            assertThat(answer(before, frame, cut)).as("cut at %d", cut).isEqualTo(answer);
        }
    }

    private static String answer(List<String> before, String frame, int cut) {
        Conversation client = new Conversations().opened();
        for (String earlier : before) {
            client.sends(earlier);
            client.read();
        }
        client.sendsCut(frame, cut);
        return client.read();
    }
}
