package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Calls the API of a server, and holds each answer against what the API says about itself. */
final class ApiCaller {
    static final String KEY = "sixteen letters!";

    private static final String PREFIX = "/api";

    private final int port;
    private final ApiDescription description;

    ApiCaller(StompServer server) {
        this.port = server.port();
        this.description = ApiDescription.of(port, PREFIX);
    }

    Answer get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    Answer put(String path) {
        return call("PUT", path, "");
    }

    /** Calls with the key, unless a header says something else; a body has one byte per character. */
    Answer call(String method, String path, String body, String... headers) {
        Answer answer = callUnknown(method, path, body, headers);
        assertThat(told(method, path, answer)).endsWith(answer.status().substring(0, 3));
        return answer;
    }

    /** Calls what the API may not even have. */
    Answer callUnknown(String method, String path, String body, String... headers) {
        boolean isAuthorized =
                Stream.of(headers).anyMatch(each -> each.startsWith("Authorization:") || each.startsWith("X-User:"));
        String[] all = isAuthorized
                ? headers
                : Stream.concat(Stream.of("Authorization: Bearer " + KEY), Stream.of(headers))
                        .toArray(String[]::new);
        try (SockJsClient client = new SockJsClient(port)) {
            return client.send(method, PREFIX + path, body, all).answer();
        }
    }

    /** {@return the operation and the status of an answer} */
    String told(String method, String path, Answer answer) {
        return description.check(method, path.replaceFirst("\\?.*", ""), answer);
    }

    ApiDescription description() {
        return description;
    }

    /** The answer must be a problem, RFC 9457. {@return its sentence} */
    static String problem(Answer answer, String status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        JsonNode problem = Json.read(answer.text());
        assertThat(problem.properties()).hasSize(4);
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("status").asInt() + " " + problem.path("title").asText())
                .isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem.path("detail").asText();
    }

    /** {@return the JSON of an answer that tells of success} */
    static JsonNode json(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo("200 OK");
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        return Json.read(answer.text());
    }
}
