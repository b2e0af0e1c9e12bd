package io.github.stampedestomp.server.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.frame.Limit;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers of one port, and how many connections each address has. There are never more addresses than connections.
 *
 * <p>Any thread may use it.
 */
final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(1);

    private final Admission admission;
    private final Seldom warning;
    private final Seldom complaint;

    @GuardedBy("this")
    private final Map<IpAddress, Count> counts = new HashMap<>();

    /** What an address has. */
    private static final class Count {
        int connections;
        boolean isTold;
    }

    Peers(Admission admission, LongSupplier clock) {
        this.admission = admission;
        this.warning = new Seldom(clock, BETWEEN_WARNINGS);
        this.complaint = new Seldom(clock, BETWEEN_WARNINGS);
    }

    Admission admission() {
        return admission;
    }

    /** {@return who has connected, not counted yet} */
    Speaker meet(InetAddress address) {
        return new Speaker(this, IpAddress.of(address));
    }

    /** {@return whether an address may have one more connection, which it has by now if so} */
    boolean enter(IpAddress address) {
        if (isUnlimited()) {
            return true;
        }
        boolean isNews;
        synchronized (this) {
            Count count = counts.computeIfAbsent(address.household(), any -> new Count());
            if (count.connections < admission.connectionsPerAddress()) {
                count.connections++;
                return true;
            }
            isNews = !count.isTold && warning.isDue();
            count.isTold |= isNews;
        }
        if (isNews) {
            log.warn(
                    "{} has all the {} connections that an address may have; more are turned away (limit {})",
                    address,
                    admission.connectionsPerAddress(),
                    Limit.CONNECTIONS_PER_ADDRESS.settingName());
        }
        return false;
    }

    /** An address has one connection less. */
    void leave(IpAddress address) {
        if (isUnlimited()) {
            return;
        }
        synchronized (this) {
            Count count = counts.get(address.household());
            if (count == null) {
                throw new IllegalStateException("an address has fewer connections than none");
            }
            count.connections--;
            if (count.connections == 0) {
                counts.remove(address.household());
            }
        }
    }

    private boolean isUnlimited() {
        return admission.connectionsPerAddress() == Integer.MAX_VALUE;
    }

    /** {@return how many addresses have connections} */
    synchronized int addressCount() {
        return counts.size();
    }

    /** Tells that a proxy's header was missing or malformed: a mistake of whoever set the proxy up. */
    void complain(IpAddress proxy, String sentence) {
        if (complaint.isDue()) {
            log.warn("The connection from {} was cut: {}", proxy, sentence);
        } else {
            log.debug("The connection from {} was cut: {}", proxy, sentence);
        }
    }
}
