package io.github.stampedestomp.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three servers, each in a process of its own, that are joined through a broker, and their clients. */
final class Fleet implements AutoCloseable {
    static final int SERVERS = 3;
    static final int TOPICS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path REPORT = Path.of("target", "fleet.txt");

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Swarm> swarms = new ArrayList<>();
    /** Those who were there before anything was published. */
    private final List<FleetSubscriber> subscribers = new ArrayList<>();

    private final List<FleetSubscriber> latecomers = new ArrayList<>();
    private final List<FleetPublisher> publishers = new ArrayList<>();

    /** What is agreed on between servers and the broker. */
    record Terms(Duration heartBeat, Duration confirmTimeout) {}

    /** Starts the servers, and waits until all are ready. The first finds the broker at an address of its own. */
    static Fleet start(ExternalBroker broker, Terms terms, String firstAddress) throws IOException {
        Fleet fleet = new Fleet();
        try {
            for (int i = 0; i < SERVERS; i++) {
                fleet.begin(broker, terms, i == 0 ? firstAddress : address(broker, i));
            }
            fleet.awaitAll(Fleet::isReady, "ready");
            return fleet;
        } catch (Throwable e) { // who has no fleet cannot close it
            fleet.close();
            throw e;
        }
    }

    private void begin(ExternalBroker broker, Terms terms, String address) throws IOException {
        ServerProcess server = ServerProcess.start("relay=stomp://%s,%s,%s,%d,%d"
                .formatted(
                        address,
                        broker.login(),
                        broker.passcode(),
                        terms.heartBeat().toMillis(),
                        terms.confirmTimeout().toMillis()));
        servers.add(server);
        swarms.add(Swarm.to(server.port()));
    }

    static Fleet start(ExternalBroker broker, Terms terms) throws IOException {
        return start(broker, terms, address(broker, 0));
    }

    private static String address(ExternalBroker broker, int server) {
        return broker.host(server) + ":" + broker.port();
    }

    private static boolean isReady(ServerProcess server) {
        try {
            return Health.of(server).isUp();
        } catch (UncheckedIOException e) {
            if (server.isAlive()) {
                return false; // it is only slow
            }
            throw e;
        }
    }

    private void awaitAll(Predicate<ServerProcess> isSo, String what) {
        Await.until("all servers are " + what, PATIENCE, () -> servers.stream().allMatch(isSo));
    }

    ServerProcess server(int index) {
        return servers.get(index);
    }

    List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    List<FleetSubscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    List<FleetPublisher> publishers() {
        return List.copyOf(publishers);
    }

    static String topic(int index) {
        return "/topic/fleet-" + index % TOPICS;
    }

    static List<String> topics() {
        return IntStream.range(0, TOPICS).mapToObj(Fleet::topic).toList();
    }

    /** Lets so many clients come, in turn to each server: each with two topics, and all topics at each server. */
    void populate(int clients, int users) {
        for (int i = subscribers.size(); i < clients; i++) {
            int pair = i / SERVERS * 2;
            add(i % SERVERS, "user-" + i % users, List.of(topic(pair), topic(pair + 1)));
        }
        awaitSubscribed();
    }

    private void awaitSubscribed() {
        Await.until(
                "all have subscribed", PATIENCE, () -> subscribers.stream().allMatch(FleetSubscriber::hasSubscribed));
    }

    void add(int server, String user, List<String> topics) {
        subscribers.add(FleetSubscriber.join(swarms.get(server), user, topics));
    }

    /** Lets someone come who has missed what was published before. */
    FleetSubscriber addLate(int server, String user, List<String> topics) {
        FleetSubscriber late = FleetSubscriber.join(swarms.get(server), user, topics);
        latecomers.add(late);
        return late;
    }

    private Stream<FleetSubscriber> everybody() {
        return Stream.concat(subscribers.stream(), latecomers.stream());
    }

    /** Lets a publisher come to each server, for all topics and for so many users, at these paces in turn. */
    void publish(int users, List<FleetPublisher.Pace> paces) {
        List<String> destinations = Stream.concat(
                        topics().stream(), IntStream.range(0, users).mapToObj(i -> "/user/user-" + i + "/queue/news"))
                .toList();
        for (int i = 0; i < SERVERS; i++) {
            publishers.add(
                    FleetPublisher.begin("publisher-" + i, swarms, i, destinations, paces.get(i % paces.size())));
        }
    }

    /** Waits until every publisher has got so many more receipts. */
    void awaitReceipts(int count) {
        List<Integer> before =
                publishers.stream().map(FleetPublisher::confirmed).toList();
        Await.until("receipts come", PATIENCE, () -> IntStream.range(0, publishers.size())
                .allMatch(i -> publishers.get(i).confirmed() >= before.get(i) + count));
    }

    /** Lets the publishers end, and waits until all that was confirmed has reached all who are still there. */
    void settle() {
        publishers.forEach(FleetPublisher::stop);
        Await.until("the last receipts have come", PATIENCE, () -> publishers.stream()
                .allMatch(FleetPublisher::isDone));
        awaitArrivals();
    }

    /** Waits until every publisher is done, and all that was confirmed has reached all who are still there. */
    void finish() {
        Await.until("all is published", PATIENCE, () -> publishers.stream().allMatch(FleetPublisher::isDone));
        awaitArrivals();
    }

    private void awaitArrivals() {
        try {
            Await.until("nothing that was confirmed is missing", PATIENCE, () -> lost().isEmpty());
        } catch (AssertionError e) {
            List<String> lost = lost();
            throw new AssertionError(
                    lost.size() + " lost: " + lost.stream().limit(20).toList() + "\n" + counts(), e);
        }
    }

    /** {@return those of the beginning whose servers have not ended the conversation} */
    List<FleetSubscriber> stayed() {
        return subscribers.stream().filter(subscriber -> !subscriber.isOver()).toList();
    }

    /** {@return what was confirmed, and has not reached whom it should, among those who are still there} */
    private List<String> lost() {
        return stayed().stream()
                .flatMap(subscriber -> publishers.stream().flatMap(publisher -> publisher.missingAt(subscriber).stream()
                        .map(missing -> missing + " at " + subscriber.user())))
                .toList();
    }

    long doubled() {
        return everybody().mapToLong(FleetSubscriber::doubled).sum();
    }

    long outOfOrder() {
        return everybody().mapToLong(FleetSubscriber::outOfOrder).sum();
    }

    /** {@return what all have sent and got, in words} */
    String counts() {
        return "%d sent, %d confirmed, %d received by %d subscribers who stayed, %d lost, %d doubled, %d out of order"
                .formatted(
                        publishers.stream().mapToInt(FleetPublisher::sent).sum(),
                        publishers.stream().mapToInt(FleetPublisher::confirmed).sum(),
                        subscribers.stream()
                                .mapToLong(FleetSubscriber::received)
                                .sum(),
                        stayed().size(),
                        lost().size(),
                        doubled(),
                        outOfOrder());
    }

    /** {@return what publishers and subscribers were told beside messages and receipts, each sentence once} */
    List<String> words() {
        return Stream.concat(
                        publishers.stream().flatMap(each -> each.words().stream()),
                        subscribers.stream().flatMap(each -> each.words().stream()))
                .map(Fleet::sentence)
                .distinct()
                .toList();
    }

    private static String sentence(String word) {
        int start = word.indexOf("\nmessage:");
        return start < 0
                ? word
                : "ERROR " + word.substring(start + "\nmessage:".length(), word.indexOf('\n', start + 1));
    }

    /** {@return the longest silences that publishers and subscribers have felt since this was asked last, in words} */
    String silences() {
        return "without a receipt for %d ms, without a message for %d ms at most"
                .formatted(
                        publishers.stream()
                                .mapToLong(FleetPublisher::longestGapMillis)
                                .max()
                                .orElse(0),
                        stayed().stream()
                                .mapToLong(FleetSubscriber::longestGapMillis)
                                .max()
                                .orElse(0));
    }

    /** Tells people what was seen, here and in a file. */
    static void report(String text) {
        System.out.println(text);
        try {
            Files.createDirectories(REPORT.getParent());
            Files.writeString(REPORT, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        swarms.forEach(Swarm::close);
        servers.forEach(ServerProcess::close);
    }
}
