package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Users;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a server tells all there is to others, by a clock that is moved by hand. */
class RosterTest {
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MANY = 20_000;
    /** Makes all more than may wait. */
    private static final String LONG = "-".repeat(100);
    /** Makes all more than the buffers of the network hold too. */
    private static final String VERY_LONG = "-".repeat(600);

    private final RunningLoops loops = new RunningLoops();
    private final EventLoop loop = loops.loops.next();
    private final Users users = new Users();
    private final List<Word> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private volatile boolean isReading = true;
    private PretendedBroker broker;
    private Outbound outbound;
    private Roster roster;

    /** What was said, as far as it is of interest here. */
    private record Word(String kind, long number, long place, String text) {
        static Word of(String frame) {
            return new Word(
                    header(frame, "kind"),
                    Long.parseLong(header(frame, "number")),
                    Long.parseLong(header(frame, "place")),
                    frame.substring(frame.indexOf("\n\n") + 2));
        }

        private static String header(String frame, String name) {
            int start = frame.indexOf("\nstampede-" + name + ":") + name.length() + 11;
            return frame.substring(start, frame.indexOf('\n', start));
        }

        boolean isOfAWhole() {
            return List.of("begin", "part", "end").contains(kind);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        broker = PretendedBroker.plain();
        broker.serve(this::hear);
        RelaySettings settings = Samples.to("127.0.0.1", broker.port()).settings();
        Tally tally = new Tally();
        outbound = new Outbound(settings, "a", loop, Runnable::run, new Ledger(settings, tally), tally, this::look);
        Presence presence = new Presence(
                new PresenceSettings(List.of(), SECOND, 100),
                new MemoryBroker(BrokerSettings.DEFAULT),
                (time, task) -> {});
        roster = new Roster("a", loop, outbound, new Community(users, presence));
        roster.watch();
        loop.execute(outbound::start);
        Until.isTrue(() -> onLoop(outbound::isUp));
    }

    private void look() {
        roster.sendable(outbound.obstacle() == null);
    }

    @AfterEach
    void close() throws IOException {
        reading.countDown();
        loops.close();
        broker.close();
    }

    @Test
    void allIsToldPieceByPieceBetweenABeginningAndAnEndWithoutAGap() {
        crowd(LONG);
        ask("b");
        until(() -> count("end") == 1);
        assertThat(told()).hasSize(MANY);
        assertThat(count("part")).isGreaterThan(100);
    }

    @Test
    void ifAChangeCannotBeToldAllIsToldUnasked() {
        come(0, MANY, LONG);
        until(() -> count("end") == 1);
        assertThat(told()).hasSize(MANY);
        assertThat(count("change")).isLessThan(count("part"));
    }

    @Test
    void onlyLittleWaitsForABrokerThatDoesNotReadAndNothingOfTheWholeIsLost() {
        crowd(VERY_LONG);
        isReading = false;
        ask("b");
        for (int i = 0; i < 500; i++) {
            loops.advance(MOMENT);
            assertThat(onLoop(outbound::unsentBytes)).isLessThan(512 * 1024);
        }
        assertThat(onLoop(outbound::unsentBytes)).isGreaterThan(256 * 1024);
        reading.countDown();
        until(() -> count("end") == 1);
        assertThat(count("begin")).isOne();
        assertThat(told()).hasSize(MANY);
    }

    @Test
    void whoeverAsksWhileAllIsToldIsToldOnceMoreAfterwards() {
        crowd(LONG);
        ask("b");
        until(() -> count("part") > 0);
        ask("c");
        ask("d");
        ask("b");
        until(() -> count("end") == 2);
        for (int i = 0; i < 300; i++) {
            loops.advance(MOMENT);
        }
        assertThat(said.stream().filter(Word::isOfAWhole).map(Word::kind).distinct())
                .containsExactly("begin", "part", "end");
        assertThat(said.stream().map(Word::kind).filter(kind -> kind.equals("begin") || kind.equals("end")))
                .containsExactly("begin", "end", "begin", "end");
    }

    @Test
    void aWholeThatCannotBeToldToTheEndIsBegunAgain() throws IOException {
        crowd(VERY_LONG);
        isReading = false;
        ask("b");
        until(() -> count("part") == 1); // behind which nothing is read
        for (int i = 0; i < 100; i++) {
            loops.advance(MOMENT);
        }
        isReading = true;
        broker.breakOff();
        until(() -> count("end") == 1);
        assertThat(count("begin")).isEqualTo(2);
        assertThat(told()).hasSize(MANY);
    }

    @Test
    void changesAreToldBetweenThePartsOfWhatWasThereAtTheBeginning() {
        crowd(LONG);
        ask("b");
        until(() -> count("part") > 0);
        come(MANY, 10, LONG);
        until(() -> count("end") == 1);
        int begin = kinds().indexOf("begin");
        int change = kinds().lastIndexOf("change");
        assertThat(change).isGreaterThan(begin).isLessThan(kinds().indexOf("end"));
        assertThat(said.get(change).number()).isEqualTo(said.get(begin).number() + 1);
        assertThat(said.get(change).text().lines()).hasSize(10);
        assertThat(told()).hasSize(MANY);
    }

    @Test
    void aWordThatIsNotUnderstoodIsLeftAloneButTellsWhetherAChangeWasMissed() {
        ask("b");
        take("begin", "b", 0, 1);
        take("end", "b", 0, 2);
        assertThat(asked()).isOne(); // as nothing was known at first
        loops.advance(SECOND);
        take("sing", "b", 0, 2);
        assertThat(asked()).isOne();
        take("sing", "b", 1, 2);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void whoLosesTheEndOfAWholeAsksForAllAgainOnceASecond() {
        ask("b");
        take("begin", "b", 0, 1);
        take("part", "b", 0, 2);
        loops.advance(SECOND);
        take("beat", "b", 0, 2);
        assertThat(asked()).isOne(); // as nothing was known at first
        take("beat", "b", 0, 3);
        take("beat", "b", 0, 3);
        assertThat(asked()).isEqualTo(2);
        loops.advance(SECOND);
        take("beat", "b", 0, 3);
        assertThat(asked()).isEqualTo(3);
    }

    /** {@return how often others were asked for all by now, which is known when what is said after that has come} */
    private long asked() {
        long changes = count("change");
        come(MANY + (int) changes, 1, LONG);
        loops.advance(Duration.ofMillis(20));
        Until.isTrue(() -> count("change") > changes);
        return count("ask");
    }

    /** {@return what was told by the last whole} */
    private Set<String> told() {
        List<Word> words = said.stream().filter(Word::isOfAWhole).toList();
        int start = words.stream().map(Word::kind).toList().lastIndexOf("begin");
        Set<String> lines = new HashSet<>();
        for (int i = start; i < words.size(); i++) {
            assertThat(words.get(i).place()).isEqualTo(words.get(start).place() + i - start);
            words.get(i).text().lines().forEach(line -> assertThat(lines.add(line))
                    .isTrue());
        }
        return lines;
    }

    private String hear(String frame) {
        if (frame.startsWith("SEND")) {
            said.add(Word.of(frame));
        }
        if (!isReading && frame.contains("\nstampede-kind:part\n")) {
            RunningLoops.await(reading);
        }
        return PretendedBroker.agree(frame);
    }

    private List<String> kinds() {
        return said.stream().map(Word::kind).toList();
    }

    private long count(String kind) {
        return kinds().stream().filter(kind::equals).count();
    }

    /** Many come, more than can be told as changes, so that all is told once. */
    private void crowd(String names) {
        come(0, MANY, names);
        until(() -> count("end") == 1);
        said.clear();
    }

    private void come(int first, int count, String names) {
        for (int i = first; i < first + count; i++) {
            users.add(new SampleSession("user" + i + names, i + "a"));
        }
        loops.turn();
    }

    private void ask(String from) {
        take("ask", from, 0, 0);
    }

    private void take(String kind, String from, long number, long place) {
        Headers headers = Headers.of(
                "stampede-node",
                from,
                "stampede-kind",
                kind,
                "stampede-number",
                Long.toString(number),
                "stampede-place",
                Long.toString(place),
                "stampede-for",
                "*");
        loop.execute(() -> roster.take(Frame.of(Command.MESSAGE, headers, new byte[0])));
        loops.turn();
    }

    private <T> T onLoop(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, loop).join();
    }

    private void until(BooleanSupplier wanted) {
        Until.isTrue(() -> {
            loops.advance(MOMENT);
            return wanted.getAsBoolean();
        });
    }
}
