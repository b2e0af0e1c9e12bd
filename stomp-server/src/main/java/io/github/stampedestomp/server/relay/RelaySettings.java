package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.session.HeartBeat;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the external broker is reached, and how much may wait for it. All values have been checked.
 *
 * @param addresses where the broker may be found, tried in turn
 * @param tls secures the connections, or null if nothing does
 * @param login the name to sign in with, or null if the broker asks for none
 * @param passcode what proves it
 * @param host the broker's virtual host, or null for the name of the address
 * @param connections how many connections a server keeps: one to send, the others to receive
 * @param heartBeat what this side can and wants
 * @param connectTimeout how long a connection may take until the broker's CONNECTED
 * @param firstPause how long to wait before the second attempt to connect; each further pause is twice as long
 * @param longestPause the longest pause between attempts
 * @param linger for how long a topic is still subscribed to that nobody here subscribes to any more
 * @param keepFor for how long the broker keeps messages of topics for a server that it does not reach
 * @param prefetch how many messages of a subscription the broker may hand over before it hears of the first
 * @param queues how many queues clients here may consume from
 * @param unconfirmedBytes how many bytes of one client may wait for the broker's confirmation
 * @param allUnconfirmedBytes how many bytes of all clients together may
 * @param confirmTimeout how long the broker may take to confirm a message
 * @param isLocal which destinations the broker is not told of
 * @param frame how much a frame of the broker may hold
 * @param broker what the destinations are held to
 */
public record RelaySettings(
        List<Address> addresses,
        @Nullable SSLContext tls,
        @Nullable String login,
        @Nullable String passcode,
        @Nullable String host,
        int connections,
        HeartBeat heartBeat,
        Duration connectTimeout,
        Duration firstPause,
        Duration longestPause,
        Duration linger,
        Duration keepFor,
        int prefetch,
        int queues,
        long unconfirmedBytes,
        long allUnconfirmedBytes,
        Duration confirmTimeout,
        Predicate<String> isLocal,
        FrameLimits frame,
        BrokerSettings broker) {
    /**
     * Where a broker may be found.
     *
     * @param host a name or an address
     * @param port where it takes STOMP over TCP
     */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** {@return without what is secret} */
    @Override
    public String toString() {
        return "relay to " + addresses;
    }
}
