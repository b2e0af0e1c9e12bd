package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to write a message of STOMP as a string of JSON. */
public class MessageFramingBenchmark extends Timed {
    /** The message; a quotation mark is to be escaped at each seventh place or so. */
    @Param({"64", "1024"})
    public int bytes;

    private ByteBuffer ascii = ByteBuffer.allocate(0);
    private ByteBuffer umlaut = ByteBuffer.allocate(0);

    /** Prepares nothing yet. */
    public MessageFramingBenchmark() {}

    /** Writes the messages. */
    @Setup
    public void write() {
        ascii = utf8(Texts.json(bytes));
        umlaut = utf8("{\"city\":\"Köln\"}" + Texts.json(bytes - 16));
    }

    /** A message of ASCII. */
    @Benchmark
    public ByteBuffer ascii() {
        return MessageFraming.WEBSOCKET.rest(ascii);
    }

    /** A message of ASCII but for one character near its start. */
    @Benchmark
    public ByteBuffer umlaut() {
        return MessageFraming.WEBSOCKET.rest(umlaut);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
