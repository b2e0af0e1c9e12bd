package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other servers who is online here and who subscribes to what is watched, and learns the same from them. Changes are
 * numbered. Whoever has missed one asks for all; so nothing has to be kept for anybody. All is told piece by piece, as it was at
 * the beginning, with the changes between; whoever asks meanwhile is told once more afterwards. A server that says nothing for a
 * while is taken for dead.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Roster implements Feed.Taker {
    /** By which the subscription to what servers say is known here; no destination of a client is called that. */
    static final String DESTINATION = "roster";

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    private static final Route ROUTE = Route.own(DESTINATION);
    private static final String NODE = "stampede-node";
    private static final String KIND = "stampede-kind";
    private static final String NUMBER = "stampede-number";
    private static final String FOR = "stampede-for";
    private static final String PLACE = "stampede-place";
    private static final String EVERYBODY = "*";

    /** Changes that come within so much time of each other are told together. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(16);
    private static final Duration BETWEEN_WHOLES = Duration.ofMillis(100);
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(5);
    /** When all is told again, if something could not be said. */
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(1);
    private static final int MOST_NEIGHBOURS = 256;
    private static final int MOST_CHARACTERS = 24 * 1024;
    private static final int PIECES_AT_ONCE = 4;
    /** All is told as long as no more than that waits, so that there is room for what is more urgent. */
    private static final long MOST_UNSENT = 256 * 1024;

    private final String node;
    private final EventLoop loop;
    private final Outbound outbound;
    private final Community community;
    private final Timer tell;
    private final Timer whole;
    private final Timer beat;
    private final Map<String, Neighbour> neighbours = new HashMap<>();
    /** What this server has to say of itself: what a message told, and how often. */
    private final Map<Line, Integer> own = new LinkedHashMap<>();

    private final List<String> untold = new ArrayList<>();
    private boolean isTelling;
    private boolean isSendable;
    private boolean isHearing;
    /** Whether the other servers can be told something, and tell something. */
    private boolean isReached;

    private long reachedSince;
    private long heardMyself;
    private long deafUntil;
    private long number;
    /** What is being told of all there is, or null if it is not. */
    private Line.@Nullable Pieces pieces;
    /** Whether all is to be told once more, when it is not being told. */
    private boolean isWholeDue;
    /** How often something was said of a whole, which is told with all that is said. */
    private long place;

    Roster(String node, EventLoop loop, Outbound outbound, Community community) {
        this.node = node;
        this.loop = loop;
        this.outbound = outbound;
        this.community = community;
        this.tell = loop.timer(this::tell);
        this.whole = loop.timer(this::tellWhole);
        this.beat = loop.timer(this::beat);
    }

    /** Begins to listen to what happens here; any thread may call this. */
    void watch() {
        community.users().watch(new Users.Watcher() {
            @Override
            public void came(ClientSession session) {
                loop.execute(() -> add(line(session)));
            }

            @Override
            public void left(ClientSession session) {
                loop.execute(() -> remove(line(session)));
            }
        });
        community.presence().watch(new Presence.Watcher() {
            @Override
            public void entered(String destination, @Nullable User user) {
                loop.execute(() -> add(line(destination, user)));
            }

            @Override
            public void left(String destination, @Nullable User user) {
                loop.execute(() -> remove(line(destination, user)));
            }
        });
    }

    void start() {
        beat.in(BEAT);
    }

    /** Says good-bye. */
    void stop() {
        community.users().watch(Users.Watcher.NONE);
        community.presence().watch(Presence.Watcher.NONE);
        say("bye", EVERYBODY, "");
        tell.cancel();
        whole.cancel();
        beat.cancel();
        List.copyOf(neighbours.keySet()).forEach(this::forget);
    }

    /** Learns whether the broker takes what this server sends. If it does not, what was being told may be lost in part. */
    void sendable(boolean now) {
        isSendable = now;
        if (!now && pieces != null) {
            tellWholeAgain();
        }
        look();
    }

    @Override
    public void live() {
        isHearing = true;
        look();
    }

    @Override
    public void lost() {
        isHearing = false;
        look();
    }

    private void look() {
        boolean wasReached = isReached;
        isReached = isSendable && isHearing;
        if (isReached && !wasReached) {
            reachedSince = loop.nanoTime();
            introduce();
        }
    }

    private void introduce() {
        if (isReached) {
            say("ask", EVERYBODY, "");
            tellWholeIn(Duration.ZERO);
        }
    }

    // ---- what this server says ----

    private static Line line(ClientSession session) {
        return new Line.Session(
                session.id(),
                session.user().map(User::name).orElse(null),
                session.since().toEpochMilli(),
                session.remoteAddress());
    }

    private static Line line(String destination, @Nullable User user) {
        return new Line.Presence(destination, user == null ? null : user.name());
    }

    private void add(Line line) {
        own.merge(line, 1, Integer::sum);
        change("+" + line.text());
    }

    private void remove(Line line) {
        own.computeIfPresent(line, (same, count) -> count == 1 ? null : count - 1);
        change("-" + line.text());
    }

    private void change(String text) {
        untold.add(text);
        if (!isTelling) {
            isTelling = true;
            tell.in(GATHERING);
        }
    }

    private void tell() {
        isTelling = false;
        StringBuilder text = new StringBuilder();
        for (String each : untold) {
            text.append(each).append('\n');
            if (text.length() > MOST_CHARACTERS) {
                tellChange(text.toString());
                text.setLength(0);
            }
        }
        untold.clear();
        if (!text.isEmpty()) {
            tellChange(text.toString());
        }
    }

    /** A change that cannot be told is missed by all, and what is being told of the whole is of no use without it. */
    private void tellChange(String text) {
        number++;
        if (!say("change", EVERYBODY, text)) {
            tellWholeAgain();
        }
    }

    // ---- all there is ----

    /** Tells all soon, or once more if it is being told. */
    private void tellWholeIn(Duration time) {
        isWholeDue = true; // for all who ask meanwhile
        if (pieces == null) {
            whole.in(time);
        }
    }

    /** Gives up what is being told, and begins again later, unless that is about to happen. */
    private void tellWholeAgain() {
        if (pieces != null || !isWholeDue) {
            pieces = null;
            tellWholeIn(BEFORE_NEXT_TRY);
        }
    }

    /** Goes on telling all there is, or begins. */
    private void tellWhole() {
        Line.Pieces current = pieces == null ? beginWhole() : pieces;
        boolean isSlow = current != null && !current.isOver() && !mayGoOn(current);
        for (int i = 0; i < PIECES_AT_ONCE && current != null && mayGoOn(current); i++) {
            if (!sayOfWhole("part", current.poll())) {
                tellWholeAgain();
                return;
            }
        }
        if (current != null && current.isOver()) {
            endWhole();
        } else if (current != null) {
            whole.in(isSlow ? BETWEEN_WHOLES : BETWEEN_PIECES);
        }
    }

    private boolean mayGoOn(Line.Pieces current) {
        return !current.isOver() && outbound.unsentBytes() < MOST_UNSENT;
    }

    private Line.@Nullable Pieces beginWhole() {
        isWholeDue = false;
        tell.cancel();
        tell(); // so that all has a number
        if (sayOfWhole("begin", "")) {
            pieces = new Line.Pieces(own, MOST_CHARACTERS);
        } else {
            tellWholeAgain();
        }
        return pieces;
    }

    private void endWhole() {
        if (!sayOfWhole("end", "")) {
            tellWholeAgain();
            return;
        }
        pieces = null;
        if (isWholeDue) {
            whole.in(BETWEEN_WHOLES);
        }
    }

    /** Each thing that is said of a whole has a place, so that whoever misses one can tell. */
    private boolean sayOfWhole(String kind, String text) {
        place++;
        return say(kind, EVERYBODY, text);
    }

    // ---- signs of life, and words ----

    private void beat() {
        say("beat", EVERYBODY, "");
        long now = loop.nanoTime();
        boolean canHear = isReached && now - heardMyself < 2 * BEAT.toNanos(); // else nobody can be heard
        if (!canHear) {
            deafUntil = now;
        } else if (now - Math.max(reachedSince, deafUntil) > SILENCE.toNanos()) {
            List<String> dead = neighbours.values().stream()
                    .filter(each -> now - each.lastHeard() > SILENCE.toNanos())
                    .map(Neighbour::node)
                    .toList();
            for (String each : dead) {
                LOG.warn("The server {} has said nothing for {} s, and counts as gone", each, SILENCE.toSeconds());
                forget(each);
            }
        }
        beat.in(BEAT);
    }

    /** {@return whether it is on its way} */
    private boolean say(String kind, String whom, String text) {
        return outbound.sendLoosely(
                ROUTE,
                () -> Headers.of(
                        NODE, node, KIND, kind, NUMBER, Long.toString(number), PLACE, Long.toString(place), FOR, whom),
                text.getBytes(UTF_8));
    }

    /** Asks another server to do something to a session of its. Any thread may call this. */
    private void order(String other, String text) {
        loop.execute(() -> say("order", other, text));
    }

    // ---- what others say ----

    @Override
    public void take(Frame frame) {
        String from = frame.header(NODE);
        String kind = frame.header(KIND);
        String whom = frame.header(FOR);
        if (from == null || kind == null || whom == null) {
            return;
        }
        if (from.equals(node)) {
            heardMyself = loop.nanoTime();
            return;
        }
        boolean isForMe = whom.equals(node) || whom.equals(EVERYBODY);
        if (kind.equals("bye")) {
            forget(from);
            return;
        }
        if (neighbours.size() >= MOST_NEIGHBOURS && !neighbours.containsKey(from)) {
            return; // somebody makes them up
        }
        Neighbour neighbour = neighbours.computeIfAbsent(from, this::meet);
        long now = loop.nanoTime();
        neighbour.heard(now);
        long told = number(frame, NUMBER);
        long toldPlace = number(frame, PLACE);
        switch (kind) {
            case "change" -> neighbour.change(told, frame.text());
            case "begin" -> neighbour.begin(told, toldPlace, now);
            case "part" -> neighbour.part(toldPlace, frame.text(), now);
            case "end" -> neighbour.end(told, toldPlace);
            case "ask" -> {
                if (isForMe && !isWholeDue) {
                    tellWholeIn(BETWEEN_WHOLES);
                }
            }
            case "order" -> {
                if (isForMe) {
                    Order.carryOut(frame.text(), community.users());
                }
            }
            default -> {} // a beat, or something of a newer version
        }
        if (neighbour.hasMissed(told, toldPlace, now) && neighbour.mayAsk(now, BETWEEN_REQUESTS)) {
            say("ask", from, "");
        }
    }

    private Neighbour meet(String other) {
        LOG.info("The server {} has joined", other);
        return new Neighbour(other, community, text -> order(other, text));
    }

    private void forget(String other) {
        Neighbour gone = neighbours.remove(other);
        if (gone != null) {
            gone.forgetAll();
        }
    }

    private static long number(Frame frame, String header) {
        try {
            return Long.parseLong(String.valueOf(frame.header(header)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
