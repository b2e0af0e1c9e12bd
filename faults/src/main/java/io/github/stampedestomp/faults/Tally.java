package io.github.stampedestomp.faults;

/** What the participants of a soak have counted. It belongs to the thread of their swarm. */
final class Tally {
    final Latencies latencies = new Latencies();
    long sent;
    long delivered;
    long lost;
    long doubled;
    long outOfOrder;
    /** How often a participant has left and come back. */
    long reconnects;
    /** How often one that did not read was cut off. */
    long cuts;
    /** How often the server has ended a conversation without a reason that was given to it. */
    long unexpectedEnds;
}
