package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A network that the broker has for itself, with a link to it for each server. What is sent over a link that is cut gets lost, and
 * nobody is told.
 */
final class Network implements AutoCloseable {
    private static final int ADDRESSES_OF_A_LINK = 4;

    private final String name =
            "stampede%05x".formatted(ThreadLocalRandom.current().nextInt(1 << 20));
    /** Kept free for trials of networks (RFC 2544, appendix C.2.2). */
    private final String addresses =
            "198.18.%d.".formatted(ThreadLocalRandom.current().nextInt(1 << 8));

    private Network() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "network-end"));
    }

    /** {@return one, or nothing where the system does not let us} It does for root on Linux, if {@code iproute2} is installed. */
    static Optional<Network> make() {
        Network network = new Network();
        try {
            network.begin();
            return Optional.of(network);
        } catch (IOException e) {
            network.close();
            System.out.println("The broker gets no network of its own: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void begin() throws IOException {
        ip("netns add", name);
        ip("-n", name, "link set lo up");
        for (int link = 0; link < Fleet.SERVERS; link++) {
            ip("link add", serverEnd(link), "type veth peer name", brokerEnd(link), "netns", name);
            ip("address add", address(link, 1) + "/30 dev", serverEnd(link));
            ip("link set", serverEnd(link), "up");
            ip("-n", name, "address add", address(link, 2) + "/30 dev", brokerEnd(link));
            mend(link);
        }
    }

    private String serverEnd(int link) {
        return name + "s" + link;
    }

    private String brokerEnd(int link) {
        return name + "b" + link;
    }

    private String address(int link, int end) {
        return addresses + (link * ADDRESSES_OF_A_LINK + end);
    }

    /** {@return where a server finds the broker} */
    String address(int link) {
        return address(link, 2);
    }

    /** Lets a program run in the network. */
    void lead(ProcessBuilder program) {
        program.command().addAll(0, List.of("ip", "netns", "exec", name));
    }

    void cut(int link) throws IOException {
        ip("-n", name, "link set", brokerEnd(link), "down");
    }

    void mend(int link) throws IOException {
        ip("-n", name, "link set", brokerEnd(link), "up");
    }

    private static void ip(String... words) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of("ip"), Stream.of(String.join(" ", words).split(" ", -1)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String complaint = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + complaint.strip());
        }
    }

    /** Ends it, if it has begun; the links go with it. */
    @Override
    public void close() {
        try {
            ip("netns delete", name);
        } catch (IOException e) {
            // there is none, or none any more
        }
    }
}
