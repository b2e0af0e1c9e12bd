package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;

/** The metrics of a server as they stood at one moment, by name and labels. */
final class Scrape {
    private final Map<String, Double> valuesByName;

    private Scrape(Map<String, Double> valuesByName) {
        this.valuesByName = valuesByName;
    }

    static Scrape of(int port) {
        return of(port, "/metrics");
    }

    static Scrape of(int port, String path) {
        Answer answer = get(port, path);
        assertThat(answer.status()).isEqualTo("200 OK");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return new Scrape(answer.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
    }

    static Answer get(int port, String path) {
        try (SockJsClient client = new SockJsClient(port)) {
            return client.get(path).answer();
        }
    }

    /** {@return the value of a name with its labels, without what all names begin with} */
    double value(String name) {
        return valuesByName.get("stampede_" + name);
    }
}
