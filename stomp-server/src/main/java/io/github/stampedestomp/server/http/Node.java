package io.github.stampedestomp.server.http;

import io.github.stampedestomp.server.net.IpAddress;
import java.util.Optional;

/**
 * Whom a proxy names, RFC 7239, chapter 6.
 *
 * @param kind what the name is
 * @param address the address, if it is one
 */
record Node(Kind kind, Optional<IpAddress> address) {
    enum Kind {
        ADDRESS,
        /** The proxy does not know, or does not tell. */
        HIDDEN,
        MALFORMED
    }

    static final Node MALFORMED = new Node(Kind.MALFORMED, Optional.empty());

    private static final Node HIDDEN = new Node(Kind.HIDDEN, Optional.empty());

    /**
     * {@return the node that a text is: an address, of version 6 in brackets or without a port, with a port or without, or
     * {@code unknown}, or a word of the proxy's own}
     */
    static Node parse(String text) {
        if (text.startsWith("_") || text.equalsIgnoreCase("unknown")) {
            return HIDDEN;
        }
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            String inside = text.substring(1, bracket);
            return isV6(inside) ? address(inside, text.substring(bracket + 1)) : MALFORMED;
        }
        int colon = text.indexOf(':');
        return colon < 0 || isV6(text) ? address(text, "") : address(text.substring(0, colon), text.substring(colon));
    }

    private static boolean isV6(String text) {
        return text.indexOf(':') != text.lastIndexOf(':');
    }

    private static Node address(String text, String port) {
        return IpAddress.parse(text)
                .filter(address -> port.isEmpty() || isPort(port))
                .map(address -> new Node(Kind.ADDRESS, Optional.of(address)))
                .orElse(MALFORMED);
    }

    private static boolean isPort(String text) {
        String port = text.substring(1);
        boolean isNumber = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> '0' <= c && c <= '9');
        return text.charAt(0) == ':' && (isNumber || port.startsWith("_"));
    }
}
