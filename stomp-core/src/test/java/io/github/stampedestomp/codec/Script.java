package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wireBytes;

/** What clients of each version may well say, from their CONNECT on. */
enum Script {
    PADDED_1_0(6, """
            CONNECT
            login : me
            passcode: secret

            ^@

            SUBSCRIBE
            destination: /topic/news
            ack: client

            ^@
            SEND
            destination: /topic/news
            color: a\\nb
            content-length: 5

            a^@b^@c^@SEND
            destination:/topic/news

            open body
            of two lines^@ACK
            message-id: 7

            a body of no use^@
            DISCONNECT

            ^@"""),

    ESCAPED_1_1(5, """
            STOMP
            accept-version:1.0,1.1
            host:example.org
            heart-beat:1000,2000

            ^@SUBSCRIBE
            id:0
            destination:/topic/a\\cb

            ^@SEND
            destination:/topic/a\\cb
            \\\\name\\c:\\nvalue\\n\\\\
            empty:
             padded : value\s
            carriage:return\r

            ^@SEND
            destination:/topic/news
            content-length:0

            ^@


            NACK
            subscription:0
            message-id:8

            ^@
            """),

    BINARY_1_2(7, """
            CONNECT
            accept-version:1.2,1.1,1.0
            host:example.org

            ^@
            SEND
            destination:/queue/🐎
            content-length:11
            content-length:3

            🐎^@
            \r
            ^@\r
            ^@SEND
            color:red
            color:blue
            url:http://example.org:80/

            text 🐎 more^@
            BEGIN
            transaction:tx\\r\\n1

            ^@SEND
            transaction:tx\\r\\n1
            content-length:0007

            SEND

            ^@^@COMMIT
            transaction:tx\\r\\n1

            ^@
            DISCONNECT
            receipt:77

            ^@
            """),

    CARRIAGE_RETURNS_1_2(4, """
            \r
            \r

            CONNECT\r
            accept-version:1.2\r
            \r
            ^@\r
            \r

            SEND\r
            destination:/topic/news\r
            content-length:4\r
            \r
            \r
            \r
            ^@\r
            SEND
            destination:/topic/news\r

            \r
            ^@SEND\r
            \r
            ^@
            \r
            """);

    private final int frames;
    private final String printed;

    Script(int frames, String printed) {
        this.frames = frames;
        this.printed = printed;
    }

    /** {@return how many frames it holds} */
    int frames() {
        return frames;
    }

    byte[] bytes() {
        return wireBytes(printed);
    }
}
