package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics of the floor, found by the bytes of their names. */
final class FloorTopics {
    private static final int BUCKETS = 1 << 18;

    /** A destination, with those who have subscribed to it. */
    static final class Topic {
        /** The frame of STOMP up to the body. */
        final byte[] head;

        final List<FloorConnection> subscribers = new ArrayList<>();
        private final byte[] name;
        private final @Nullable Topic next;

        private Topic(byte[] name, @Nullable Topic next) {
            this.name = name;
            this.next = next;
            this.head = ("MESSAGE\nsubscription:0\nmessage-id:0\ndestination:" + new String(name, US_ASCII) + "\n\n")
                    .getBytes(US_ASCII);
        }

        private boolean isNamed(ByteBuffer bytes, int from, int to) {
            if (name.length != to - from) {
                return false;
            }
            for (int i = 0; i < name.length; i++) {
                if (name[i] != bytes.get(from + i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final @Nullable Topic[] buckets = new Topic[BUCKETS];

    /** {@return the topic whose name stands there, which is made if it is new} */
    Topic named(ByteBuffer bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes.get(i);
        }
        int bucket = (hash ^ (hash >>> 16)) & (BUCKETS - 1);
        Topic topic = buckets[bucket];
        while (topic != null && !topic.isNamed(bytes, from, to)) {
            topic = topic.next;
        }
        if (topic == null) {
            byte[] name = new byte[to - from];
            bytes.get(from, name);
            topic = new Topic(name, buckets[bucket]);
            buckets[bucket] = topic;
        }
        return topic;
    }
}
