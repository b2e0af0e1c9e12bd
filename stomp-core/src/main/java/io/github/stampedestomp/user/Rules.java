package io.github.stampedestomp.user;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.frame.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may send where, and who may subscribe to what. The first rule whose pattern fits decides. Whatever no rule is about is
 * decided so:
 *
 * <ul>
 *   <li>SEND to {@code /app/**}, the requests to the application, is allowed; all other SENDs are refused;
 *   <li>SUBSCRIBE to {@code /app/**} and to the client's own {@code /user/queue/**} and {@code /user/topic/**} is allowed;
 *   <li>SUBSCRIBE to {@code /topic/**} and {@code /queue/**} is allowed as long as there is no rule for SUBSCRIBE at all, and
 *       refused otherwise;
 *   <li>what belongs to another user or to another session is refused.
 * </ul>
 *
 * <p>A client's own destinations are compared in their short form, {@code /user/queue/x}. To them, and to what belongs to
 * others, only patterns that begin with {@code /user/} apply, whether they allow or refuse. A SUBSCRIBE whose destination has wildcards needs one rule, or the default,
 * that allows all it stands for; a part that an earlier rule refuses, or has a condition for, refuses the whole.
 *
 * <p>Rules are immutable and may be used by any thread.
 */
public final class Rules {
    private static final Verdict ALLOWED = new Verdict.Allowed();
    private static final Verdict REFUSED = new Verdict.Refused();

    private final List<Rule> rules;
    private final List<Rule> defaults;
    private final boolean hasSoftDenials;

    private Rules(Builder builder) {
        rules = List.copyOf(builder.rules);
        hasSoftDenials = builder.hasSoftDenials;
        List<Rule> open = new ArrayList<>();
        open.add(allow(Command.SEND, "/app/**"));
        open.add(allow(Command.SUBSCRIBE, "/app/**"));
        open.add(allow(Command.SUBSCRIBE, "/user/queue/**"));
        open.add(allow(Command.SUBSCRIBE, "/user/topic/**"));
        if (rules.stream().noneMatch(rule -> rule.command() == Command.SUBSCRIBE)) {
            open.add(allow(Command.SUBSCRIBE, "/topic/**"));
            open.add(allow(Command.SUBSCRIBE, "/queue/**"));
        }
        defaults = List.copyOf(open);
    }

    /** {@return a builder without rules} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether a client whose attempt is refused keeps its session} */
    public boolean hasSoftDenials() {
        return hasSoftDenials;
    }

    /** {@return what the rules say about an attempt} */
    public Verdict judge(Attempt attempt) {
        boolean isPattern =
                attempt.command() == Command.SUBSCRIBE && DestinationPattern.hasWildcard(attempt.destination());
        Verdict verdict = judge(rules, attempt, isPattern);
        if (verdict == null) {
            verdict = judge(defaults, attempt, isPattern);
        }
        return verdict == null ? REFUSED : verdict;
    }

    private static @Nullable Verdict judge(List<Rule> rules, Attempt attempt, boolean isPattern) {
        for (Rule rule : rules) {
            Optional<Rule.Reach> reach = rule.reach(attempt.command(), attempt.destination(), isPattern);
            if (reach.isPresent()) {
                if (reach.get().isWhole()) {
                    return decide(rule, attempt, reach.get().variables());
                }
                if (decide(rule, attempt, Map.of()) != ALLOWED) {
                    return REFUSED;
                }
            }
        }
        return null;
    }

    private static Verdict decide(Rule rule, Attempt attempt, Map<String, String> variables) {
        return switch (rule.effect()) {
            case ALLOW -> ALLOWED;
            case DENY -> REFUSED;
            case ALLOW_USERS -> attempt.signedIn().isPresent() ? ALLOWED : REFUSED;
            case ASK -> new Verdict.Asked(Objects.requireNonNull(rule.condition()), attempt.with(variables));
        };
    }

    private static Rule allow(Command command, String pattern) {
        return new Rule(command, DestinationPattern.of(pattern), Rule.Effect.ALLOW, null);
    }

    /** Collects rules in their order. May be used by one thread at a time. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();
        private boolean hasSoftDenials;

        private Builder() {}

        /**
         * Begins a rule about SEND.
         *
         * @param patterns such as {@code /topic/**} or <code>/user/{name}/queue/gifts</code>; see {@link DestinationPattern}
         * @throws IllegalArgumentException if one of the patterns is malformed
         */
        public RuleBuilder send(String... patterns) {
            return new RuleBuilder(this, Command.SEND, patterns);
        }

        /**
         * Begins a rule about SUBSCRIBE.
         *
         * @param patterns such as <code>/topic/room/{id}</code> or {@code /user/queue/**}; see {@link DestinationPattern}
         * @throws IllegalArgumentException if one of the patterns is malformed
         */
        public RuleBuilder subscribe(String... patterns) {
            return new RuleBuilder(this, Command.SUBSCRIBE, patterns);
        }

        /**
         * Lets a client whose attempt is refused keep its session: it gets a message at {@code /user/queue/errors} and no
         * receipt. Default: it gets an ERROR, and its connection is closed.
         */
        public Builder softDenials() {
            hasSoftDenials = true;
            return this;
        }

        /** {@return the rules collected so far} */
        public Rules build() {
            return new Rules(this);
        }
    }

    /** A rule whose effect has yet to be said. */
    public static final class RuleBuilder {
        private final Builder builder;
        private final Command command;
        private final List<DestinationPattern> patterns;

        private RuleBuilder(Builder builder, Command command, String... patterns) {
            if (patterns.length == 0) {
                throw new IllegalArgumentException("a rule needs a pattern");
            }
            this.builder = builder;
            this.command = command;
            this.patterns = Arrays.stream(patterns).map(DestinationPattern::of).toList();
        }

        /** Allows it to everybody. */
        public Builder allow() {
            return add(Rule.Effect.ALLOW, null);
        }

        /** Refuses it to everybody. */
        public Builder deny() {
            return add(Rule.Effect.DENY, null);
        }

        /** Allows it to whoever has signed in, and refuses it to everybody else. */
        public Builder allowUsers() {
            return add(Rule.Effect.ALLOW_USERS, null);
        }

        /** Allows it to whom a condition allows it, and refuses it to everybody else. */
        public Builder when(Condition condition) {
            return add(Rule.Effect.ASK, Objects.requireNonNull(condition, "condition"));
        }

        private Builder add(Rule.Effect effect, @Nullable Condition condition) {
            patterns.forEach(pattern -> builder.rules.add(new Rule(command, pattern, effect, condition)));
            return builder;
        }
    }
}
