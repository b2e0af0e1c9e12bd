package io.github.stampedestomp.faults;

/**
 * What a participant of a soak does; whoever comes in its stead does the same.
 *
 * @param room the number of its topic
 * @param way how its frames are carried
 * @param asking whether it publishes by requests that a handler passes on
 * @param slow whether it listens to all topics, publishes nothing, and stops reading now and then
 */
record Seat(int room, Way way, boolean asking, boolean slow) {
    String topic() {
        return slow ? "/topic/*" : "/topic/room-" + room;
    }

    String sendDestination() {
        return (asking ? "/app/topic/room-" : "/topic/room-") + room;
    }
}
