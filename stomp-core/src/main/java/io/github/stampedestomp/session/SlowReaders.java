package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.DestinationPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of messages for clients that read too slowly, by destination. The first rule whose pattern covers all that a
 * subscription asks for decides; without one the client is cut off.
 *
 * @param rules in the order in which they are looked at
 */
public record SlowReaders(List<Rule> rules) {
    /**
     * What to do about slow readers of some topics.
     *
     * @param destinations what clients subscribe to; their own destinations in the short form, {@code /user/queue/x}
     */
    public record Rule(DestinationPattern destinations, SlowReader policy) {}

    /** Cuts all of them off. */
    public static final SlowReaders DEFAULT = new SlowReaders(List.of());

    /** Copies the rules. */
    public SlowReaders {
        rules = List.copyOf(rules);
    }

    /** {@return these rules and another one behind them} */
    public SlowReaders with(DestinationPattern destinations, SlowReader policy) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(destinations, policy));
        return new SlowReaders(more);
    }

    /** {@return what becomes of the messages of a subscription to a destination, in which there may be wildcards} */
    SlowReader policyOf(String destination) {
        return rules.stream()
                .filter(rule -> rule.destinations().covers(destination))
                .map(Rule::policy)
                .findFirst()
                .orElse(SlowReader.CLOSE);
    }
}
