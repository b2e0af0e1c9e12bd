package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.Rules;
import io.github.stampedestomp.user.Verdict;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what clients may do: first the rules, then the hooks.
 *
 * @param rules who may send and subscribe where
 * @param hooks see what the rules have allowed, in this order
 */
public record Authority(Rules rules, List<Hook> hooks) {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

    /** Copies the hooks. */
    public Authority {
        hooks = List.copyOf(hooks);
    }

    /** {@return whether the application has to be asked, by {@link #decide} on one of its own threads} */
    boolean mustAsk(Verdict verdict) {
        return verdict instanceof Verdict.Asked || (verdict instanceof Verdict.Allowed && !hooks.isEmpty());
    }

    /**
     * Decides, asking the application, which may block.
     *
     * @return the frame to carry out
     * @throws Denied if it must not be carried out, with the sentence for the client
     */
    public Frame decide(Attempt attempt) {
        Verdict verdict = rules.judge(attempt);
        try {
            boolean isAllowed = verdict instanceof Verdict.Asked asked
                    ? asked.condition().allows(asked.attempt())
                    : verdict instanceof Verdict.Allowed;
            if (!isAllowed) {
                throw refusal(attempt);
            }
            return shown(attempt);
        } catch (Denied denied) {
            throw denied;
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("a rule or a hook has failed on {}", attempt, e);
            throw refusal(attempt);
        }
    }

    private Frame shown(Attempt attempt) throws Exception {
        Attempt seen = attempt;
        for (Hook hook : hooks) {
            seen = Objects.requireNonNull(hook.on(seen), "what a hook returns");
        }
        if (!attempt.allowsInstead(seen.frame())) {
            throw new IllegalStateException("a hook has returned another attempt than the one that it was given");
        }
        return seen.frame();
    }

    /** {@return the refusal of what no rule allows} */
    static Denied refusal(Attempt attempt) {
        return Denied.because(ProtocolException.notAllowed(attempt.command(), attempt.destination())
                .sentence());
    }
}
