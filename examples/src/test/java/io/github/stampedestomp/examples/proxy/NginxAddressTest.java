package io.github.stampedestomp.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.StompServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class NginxAddressTest {
    @RegisterExtension
    static final Proxy proxy = Proxy.nginx();

    @Test
    void clientHasItsOwnAddressBehindTrustedProxy() throws IOException, InterruptedException {
        try (AddressedClient client = new AddressedClient(StompServer.builder().trustedProxies("127.0.0.1"))) {
            int port = proxy.start(proxy.documented().server(client.serverPort()));
            assertThat(client.seenThrough(port, "")).isEqualTo(AddressedClient.ADDRESS);
            assertThat(client.seenThrough(port, "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\n"))
                    .as("what the client says of itself")
                    .isEqualTo(AddressedClient.ADDRESS);
        }
    }

    @Test
    void pageIsOfTheSchemeThatTheProxyTells() throws IOException, InterruptedException {
        try (AddressedClient client = new AddressedClient(StompServer.builder().trustedProxies("127.0.0.1"))) {
            int port = proxy.start(proxy.documented()
                    .server(client.serverPort())
                    .with("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https")); // as if it ended TLS
            assertThat(client.seenThrough(port, "Origin: https://chat.example\r\n"))
                    .isEqualTo(AddressedClient.ADDRESS);
        }
    }
}
