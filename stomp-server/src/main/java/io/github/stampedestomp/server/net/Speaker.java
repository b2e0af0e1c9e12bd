package io.github.stampedestomp.server.net;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of one connection, and for which address the connection counts: for one at a time, or for none as
 * long as a proxy has not said for whom it speaks.
 *
 * <p>Belongs to the thread of the connection's loop; any thread may ask for {@link #client}.
 */
public final class Speaker {
    private final Peers peers;
    private IpAddress address;
    private boolean isTrusted;
    private volatile String client;
    private @Nullable IpAddress counted;
    private boolean hasEnded;

    Speaker(Peers peers, IpAddress address) {
        this.peers = peers;
        this.address = address;
        this.isTrusted = trusts(address);
        this.client = address.toString();
    }

    /** {@return the peer's address, or that of its client if the peer has said so before all else} */
    public IpAddress address() {
        return address;
    }

    /** {@return the address of the client that the peer is or speaks for, as numbers} */
    String client() {
        return client;
    }

    /** {@return whether requests may say for whom they are} */
    public boolean isTrusted() {
        return isTrusted;
    }

    /** {@return whether requests of an address may say for whom they are} */
    public boolean trusts(IpAddress other) {
        return peers.admission().trustedProxies().contains(other);
    }

    boolean needsIntroduction() {
        return peers.admission().proxyProtocol().contains(address);
    }

    /** Lets a peer in that speaks for itself. {@return whether its address may have one more connection} */
    boolean comeIn() {
        return isTrusted || count(address);
    }

    /** Learns whose bytes these are. {@return whether that address may have one more connection} */
    boolean speakFrom(IpAddress first) {
        address = first;
        isTrusted = trusts(first);
        client = first.toString();
        return comeIn();
    }

    /**
     * Learns for whom the current request is.
     *
     * @return whether that address may have one more connection
     */
    public boolean speakFor(IpAddress current) {
        client = current.toString();
        leave();
        return count(current);
    }

    /** Learns that the request is over: what a trusted proxy has open counts for nobody until the next one. */
    public void speakForNobody() {
        if (isTrusted) {
            client = address.toString();
            leave();
        }
    }

    private boolean count(IpAddress whose) {
        if (hasEnded) {
            return true; // whatever is still done for it, there is no connection to be counted
        }
        boolean hasEntered = peers.enter(whose);
        counted = hasEntered ? whose : null;
        return hasEntered;
    }

    /** The connection is over, and counts no more. */
    void end() {
        hasEnded = true;
        leave();
    }

    private void leave() {
        if (counted != null) {
            peers.leave(counted);
            counted = null;
        }
    }

    Peers peers() {
        return peers;
    }
}
