package io.github.stampedestomp.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A session of SockJS over plain HTTP, request by request: each response is one that polls, or a single one that streams. */
final class PlainSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI base;
    private final String resource;
    private BufferedReader response;

    private PlainSession(HttpClient http, URI base, String resource) {
        this.http = http;
        this.base = base;
        this.resource = resource;
        this.response = new BufferedReader(InputStreamReader.nullReader());
    }

    /** Opens a session by {@code xhr} or {@code xhr_streaming}, connects and subscribes to a topic. */
    static PlainSession open(HttpClient http, int port, String id, String resource, String topic)
            throws IOException, InterruptedException {
        URI base = URI.create("http://localhost:" + port + "/sockjs/000/" + id + "/");
        PlainSession session = new PlainSession(http, base, resource);
        assertThat(session.next()).isEqualTo("o");
        session.send("CONNECT\\naccept-version:1.2\\nhost:localhost\\n\\n\\u0000");
        assertThat(session.next()).contains("CONNECTED");
        session.send("SUBSCRIBE\\nid:0\\ndestination:" + topic + "\\nreceipt:there\\n\\n\\u0000");
        assertThat(session.next()).contains("RECEIPT");
        return session;
    }

    /** Sends a frame, written as in a string of JSON. */
    void send(String frame) throws IOException, InterruptedException {
        HttpRequest request = request("xhr_send")
                .POST(BodyPublishers.ofString("[\"" + frame + "\"]"))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                .as("the status of %s", request)
                .isEqualTo(204);
    }

    /** {@return the next frame of SockJS but for the prelude of a stream} */
    String next() throws IOException, InterruptedException {
        String line = response.readLine();
        while (line == null || line.startsWith("h")) {
            if (line == null) {
                receive();
            }
            line = response.readLine();
        }
        return line;
    }

    /** {@return the next frame, which must come by the response that goes on} */
    String nextOfTheSameResponse() throws IOException {
        return response.readLine();
    }

    private void receive() throws IOException, InterruptedException {
        HttpRequest request = request(resource).POST(BodyPublishers.noBody()).build();
        HttpResponse<InputStream> begun = http.send(request, BodyHandlers.ofInputStream());
        assertThat(begun.statusCode()).as("the status of %s", request).isEqualTo(200);
        response = new BufferedReader(new InputStreamReader(begun.body(), StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String last) {
        return HttpRequest.newBuilder(base.resolve(last)).timeout(PATIENCE);
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
