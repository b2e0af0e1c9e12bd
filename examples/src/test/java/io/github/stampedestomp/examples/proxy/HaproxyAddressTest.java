package io.github.stampedestomp.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.StompServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HaproxyAddressTest {
    @RegisterExtension
    static final Proxy proxy = Proxy.haproxy();

    @Test
    void clientHasItsOwnAddressBehindTrustedProxy() throws IOException, InterruptedException {
        try (AddressedClient client = new AddressedClient(StompServer.builder().trustedProxies("127.0.0.1"))) {
            int port = proxy.start(proxy.documented().server(client.serverPort()));
            assertThat(client.seenThrough(port, "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\n"))
                    .isEqualTo(AddressedClient.ADDRESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2-ssl-cn proxy-v2-options unique-id"})
    void clientHasItsOwnAddressByTheProxyProtocol(String option) throws IOException, InterruptedException {
        try (AddressedClient client = new AddressedClient(StompServer.builder().proxyProtocol("127.0.0.1"))) {
            String server = "127.0.0.1:" + client.serverPort();
            int port =
                    proxy.start(proxy.documented().server(client.serverPort()).with(server, server + " " + option));
            assertThat(client.seenThrough(port, "")).isEqualTo(AddressedClient.ADDRESS);
        }
    }
}
