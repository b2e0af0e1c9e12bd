package io.github.stampedestomp.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All deliveries of a session that wait and may be dropped. They are guarded by the lock of its outbox. */
final class Lanes {
    /** What gives way first stands first. */
    private final Map<SlowReader, Lane> lanesByPolicy = new EnumMap<>(Map.of(
            SlowReader.DROP_OLDEST, new Lane.DroppingOldest(),
            SlowReader.DROP_NEWEST, new Lane.DroppingNewest(),
            SlowReader.CONFLATE, new ConflatingLane()));

    /** {@return the lane of a policy that drops something} */
    Lane of(SlowReader policy) {
        return Objects.requireNonNull(lanesByPolicy.get(policy), "a lane");
    }

    /** {@return the lane whose turn it is before a delivery, or null if it is none's} */
    @Nullable
    Lane nextBefore(@Nullable Delivery other) {
        Lane next = null;
        Delivery earliest = other;
        for (Lane lane : lanesByPolicy.values()) {
            Delivery first = lane.first();
            if (first != null && (earliest == null || first.isBefore(earliest))) {
                next = lane;
                earliest = first;
            }
        }
        return next;
    }

    /** Learns that the client is behind. {@return how many bytes fewer wait now} */
    long fallBehind() {
        return lanesByPolicy.values().stream()
                .filter(lane -> lane.first() != null)
                .mapToLong(Lane::fallBehind)
                .sum();
    }

    /** Drops until that many bytes fewer wait, or nothing waits. {@return how many bytes fewer wait now} */
    long drop(long bytes) {
        long freed = 0;
        for (Lane lane : lanesByPolicy.values()) {
            freed += lane.drop(bytes - freed);
        }
        return freed;
    }

    /** {@return how many messages were dropped since this was asked last, by the policy} */
    Map<SlowReader, Integer> takeDropped() {
        Map<SlowReader, Integer> dropped = new EnumMap<>(SlowReader.class);
        lanesByPolicy.forEach((policy, lane) -> dropped.put(policy, lane.takeDropped()));
        return dropped;
    }

    int size() {
        return lanesByPolicy.values().stream().mapToInt(Lane::size).sum();
    }
}
