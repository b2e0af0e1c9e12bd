package io.github.stampedestomp.user;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.frame.Command;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the rules.
 *
 * @param command SEND or SUBSCRIBE
 * @param pattern the destinations it decides about
 * @param effect what it decides
 * @param condition what is asked if the effect is to ask
 */
record Rule(
        Command command,
        DestinationPattern pattern,
        Effect effect,
        @Nullable Condition condition) {
    enum Effect {
        ALLOW,
        DENY,
        ALLOW_USERS,
        ASK
    }

    /** Whether a rule decides about an attempt, and on which variables. */
    record Reach(boolean isWhole, Map<String, String> variables) {}

    /**
     * {@return how much of what is attempted this rule is about, or nothing} A SUBSCRIBE may name many destinations by its
     * wildcards; then a rule may be about a part of them.
     */
    Optional<Reach> reach(Command attempted, String destination, boolean isPattern) {
        if (attempted != command
                || (UserDestinations.isOne(destination) && !pattern.isBelow(UserDestinations.PREFIX))) {
            return Optional.empty(); // "/**" is not meant to open what belongs to users
        }
        if (!isPattern) {
            return pattern.match(destination).map(variables -> new Reach(true, variables));
        }
        if (pattern.covers(destination) && !(effect == Effect.ASK && pattern.hasVariables())) {
            return Optional.of(new Reach(true, Map.of()));
        }
        return pattern.overlaps(destination) ? Optional.of(new Reach(false, Map.of())) : Optional.empty();
    }
}
