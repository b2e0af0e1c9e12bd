package io.github.stampedestomp.user;

import io.github.stampedestomp.broker.DestinationPattern;
import java.time.Duration;
import java.util.List;

/**
 * Whose subscribers are told.
 *
 * @param destinations the destinations that are watched; none are by default
 * @param debounce for how long changes are gathered before they are told
 * @param names the most names in a list
 */
public record PresenceSettings(List<DestinationPattern> destinations, Duration debounce, int names) {
    /** Nothing is watched; half a second, 100 names. */
    public static final PresenceSettings DEFAULT = new PresenceSettings(List.of(), Duration.ofMillis(500), 100);
}
