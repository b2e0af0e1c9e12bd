package io.github.stampedestomp.faults;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client of a soak from its coming to its going: publishes numbered messages, and checks the numbers of others. */
final class Participant implements Talk.Ear {
    /** Who is told of a participant. */
    interface Host {
        /** It has subscribed. */
        void arrived(Participant participant);

        /** All that it has sent has reached the server, as it was asked to see to. */
        void finished(Participant participant);

        /** The server has ended its conversation. */
        void lost(Participant participant, String why);
    }

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n\n^@";

    final int id;
    final Seat seat;
    private final Tally tally;
    private final Host host;
    private final Map<Integer, Sequence> sequencesByPublisher = new HashMap<>();
    private @Nullable Talk talk;
    private boolean welcome;
    private boolean arrived;
    private long published;
    private long ownSeen;

    Participant(int id, Seat seat, Tally tally, Host host) {
        this.id = id;
        this.seat = seat;
        this.tally = tally;
        this.host = host;
    }

    void come(Swarm swarm) {
        talk = seat.way().talk(swarm, this);
    }

    private Talk talk() {
        if (talk == null) {
            throw new IllegalStateException("the participant has not come");
        }
        return talk;
    }

    /** {@return whether it has ever arrived} */
    boolean wasWelcome() {
        return welcome;
    }

    /** {@return whether it takes part} */
    boolean hasArrived() {
        return arrived;
    }

    long published() {
        return published;
    }

    /** {@return how many of its own messages have not come back to it} */
    long outstanding() {
        return published - ownSeen;
    }

    void publish() {
        published++;
        tally.sent++;
        talk().say("SEND\ndestination:" + seat.sendDestination() + "\n\n" + id + " " + published + " "
                + System.nanoTime() + "^@");
    }

    /** Publishes for the last time, and sees to it that all it has sent has reached the server. */
    void finish() {
        arrived = false;
        published++;
        tally.sent++;
        talk().say("SEND\ndestination:" + seat.sendDestination() + "\nreceipt:finished\n\n" + id + " " + published + " "
                + System.nanoTime() + "^@");
    }

    void pause() {
        talk().pause();
    }

    void resume() {
        talk().resume();
    }

    void leave() {
        arrived = false;
        talk().leave();
        countLost();
    }

    void breakOff() {
        arrived = false;
        talk().breakOff();
        countLost();
    }

    /** Numbers that were passed over and never came. */
    private void countLost() {
        sequencesByPublisher.values().forEach(sequence -> tally.lost += sequence.lost());
        sequencesByPublisher.clear();
    }

    /** Learns that a publisher has gone, after so many messages. */
    void settle(int publisher, long sent) {
        Sequence sequence = sequencesByPublisher.remove(publisher);
        if (sequence != null) {
            tally.lost += seat.slow() ? sequence.lost() : sequence.lost(sent); // a slow one may get the rest later
        }
    }

    /** {@return how many messages of a publisher have not come after the last that has} */
    long missing(int publisher, long sent) {
        Sequence sequence = sequencesByPublisher.get(publisher);
        return sequence == null ? 0 : Math.max(0, sequence.lost(sent) - sequence.lost());
    }

    /** Learns that a publisher has gone, nobody knows after how many messages. */
    void forget(int publisher) {
        Sequence sequence = sequencesByPublisher.remove(publisher);
        if (sequence != null) {
            tally.lost += sequence.lost();
        }
    }

    @Override
    public void opened() {
        talk().say(CONNECT);
    }

    @Override
    public void heard(String frame) {
        if (frame.startsWith("MESSAGE\n")) {
            take(frame, System.nanoTime());
        } else if (frame.startsWith("CONNECTED\n")) {
            talk().say("SUBSCRIBE\nid:0\ndestination:" + seat.topic() + "\nreceipt:arrived\n\n^@");
        } else if (frame.startsWith("RECEIPT\nreceipt-id:arrived\n")) {
            welcome = true;
            arrived = true;
            host.arrived(this);
        } else if (frame.startsWith("RECEIPT\nreceipt-id:finished\n")) {
            host.finished(this);
        } else {
            System.err.println("participant " + id + " (" + seat + ") was told " + frame);
        }
    }

    @Override
    public void over(String why) {
        arrived = false;
        countLost();
        host.lost(this, why);
    }

    private void take(String frame, long now) {
        int start = frame.indexOf("\n\n") + 2;
        int number = frame.indexOf(' ', start) + 1;
        int time = frame.indexOf(' ', number) + 1;
        int publisher = Integer.parseInt(frame, start, number - 1, 10);
        ownSeen += publisher == id ? 1 : 0;
        tally.delivered++;
        if (!seat.slow()) {
            tally.latencies.add(now - Long.parseLong(frame, time, frame.length(), 10));
        }
        check(publisher, Long.parseLong(frame, number, time - 1, 10));
    }

    private void check(int publisher, long number) {
        Sequence sequence = sequencesByPublisher.get(publisher);
        if (sequence == null) {
            sequencesByPublisher.put(publisher, new Sequence(number));
            return;
        }
        switch (sequence.take(number)) {
            case DOUBLED -> tally.doubled++;
            case OUT_OF_ORDER -> tally.outOfOrder++;
            case RIGHT -> {}
        }
    }
}
