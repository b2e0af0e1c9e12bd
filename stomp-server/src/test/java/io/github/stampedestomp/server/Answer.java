package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.net.RawClient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response as a client receives it.
 *
 * @param status the status line behind the version
 * @param headers the headers in their order, of which each comes once
 * @param body the body, one character per byte, without its chunks
 */
record Answer(String status, Map<String, String> headers, String body) {
    private static final String VERSION = "HTTP/1.1 ";

    /** Reads a response with its body, if it has one. */
    static Answer read(RawClient client, boolean awaitsBody) {
        Answer head = readHead(client);
        String length = head.header("Content-Length");
        if (!awaitsBody || head.status.startsWith("204") || head.status.startsWith("304")) {
            return head;
        }
        if (length != null) {
            return new Answer(head.status, head.headers, client.read(Integer.parseInt(length)));
        }
        return new Answer(
                head.status,
                head.headers,
                head.header("Transfer-Encoding") == null ? client.readToEnd() : readChunks(client));
    }

    static Answer readHead(RawClient client) {
        String[] lines = client.readUntil("\r\n\r\n").split("\r\n", -1);
        if (!lines[0].startsWith(VERSION)) {
            throw new AssertionError(lines[0]);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; !lines[i].isEmpty(); i++) {
            String[] header = lines[i].split(": ", 2);
            if (headers.put(header[0], header[1]) != null) {
                throw new AssertionError("twice: " + header[0]);
            }
        }
        return new Answer(lines[0].substring(VERSION.length()), headers, "");
    }

    static String readChunk(RawClient client) {
        String size = client.readUntil("\r\n");
        String chunk = client.read(Integer.parseInt(size.strip(), 16));
        if (!client.read(2).equals("\r\n")) {
            throw new AssertionError("a chunk is longer than its size says: " + chunk);
        }
        return chunk;
    }

    private static String readChunks(RawClient client) {
        StringBuilder body = new StringBuilder();
        String chunk = readChunk(client);
        while (!chunk.isEmpty()) {
            body.append(chunk);
            chunk = readChunk(client);
        }
        return body.toString();
    }

    /** {@return the value of a header, or null if there is none} */
    String header(String name) {
        return headers.get(name);
    }

    /** {@return the body as UTF-8} */
    String text() {
        return new String(body.getBytes(ISO_8859_1), UTF_8);
    }

    /** {@return status, headers and body as they stand on the wire, but with LF for the lines of the head} */
    String wire() {
        StringBuilder wire = new StringBuilder(status).append('\n');
        headers.forEach(
                (name, value) -> wire.append(name).append(": ").append(value).append('\n'));
        return wire.append('\n').append(body).toString();
    }
}
