package io.github.stampedestomp.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast the clients of a server may send frames: each session, and all sessions from one address together. Knows no more
 * addresses than there are sessions. Any thread may use it.
 */
final class FrameRates {
    private static final int GROUPS_OF_NETWORK = 4;

    private final int perSession;
    private final int perAddress;
    private final Map<String, Shared> sharedByAddress = new ConcurrentHashMap<>();

    private record Shared(Pace pace, int sessions) {
        Shared with(int more) {
            return new Shared(pace, sessions + more);
        }
    }

    FrameRates(SessionSettings settings) {
        this.perSession = settings.framesPerSecond();
        this.perAddress = settings.framesPerSecondPerAddress();
    }

    /** {@return the rate of a new session, which must be ended with it} */
    FrameRate begin(String address, long now) {
        Pace own = new Pace(perSession, now);
        if (perAddress == Integer.MAX_VALUE) {
            return new FrameRate(own, null, () -> {});
        }
        String network = network(address);
        Shared shared = sharedByAddress.compute(
                network, (name, known) -> known == null ? new Shared(new Pace(perAddress, now), 1) : known.with(1));
        return new FrameRate(own, shared.pace, () -> end(network));
    }

    private void end(String network) {
        sharedByAddress.computeIfPresent(network, (name, known) -> known.sessions == 1 ? null : known.with(-1));
    }

    /** {@return an address, or the network that one customer has of IPv6, 64 bits} */
    private static String network(String address) {
        int end = -1;
        for (int group = 0; group < GROUPS_OF_NETWORK && (end >= 0 || group == 0); group++) {
            end = address.indexOf(':', end + 1);
        }
        return end < 0 ? address : address.substring(0, end);
    }

    int addresses() {
        return sharedByAddress.size();
    }
}
