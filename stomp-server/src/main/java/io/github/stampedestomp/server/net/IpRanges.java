package io.github.stampedestomp.server.net;

import java.util.Arrays;
import java.util.List;

/** A set of addresses, as ranges in the notation of RFC 4632, chapter 3.1. */
public final class IpRanges {
    /** No address at all. */
    public static final IpRanges NONE = new IpRanges(List.of());

    private static final int BITS = 128;
    private static final int V4_BITS = 32;

    private final List<Range> ranges;

    /** All addresses that begin with the same bits. */
    private record Range(IpAddress first, int bits) {
        boolean contains(IpAddress address) {
            return address.first(bits).equals(first);
        }
    }

    private IpRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * {@return the addresses of ranges}
     *
     * @param setting what to call them in the exception
     * @param texts addresses such as {@code 10.0.0.1} and {@code ::1}, or ranges such as {@code 10.0.0.0/8} and {@code fd00::/8}
     * @throws IllegalArgumentException if one of them is neither; names of hosts are not looked up
     */
    public static IpRanges of(String setting, String... texts) {
        return new IpRanges(
                Arrays.stream(texts).map(text -> range(setting, text)).toList());
    }

    /** {@return whether an address is one of these} */
    public boolean contains(IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static Range range(String setting, String text) {
        int slash = text.indexOf('/');
        IpAddress address =
                IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> refused(setting, text));
        int most = address.isV4() ? V4_BITS : BITS;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw refused(setting, text);
        }
        Range range = new Range(address.first(BITS - most + bits), BITS - most + bits);
        if (!range.first.equals(address)) {
            throw new IllegalArgumentException(setting + " must not hold '" + text
                    + "', as a range begins with its first address: " + range.first);
        }
        return range;
    }

    private static int bits(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> '0' <= c && c <= '9');
        return isNumber ? Integer.parseInt(digits) : -1;
    }

    private static IllegalArgumentException refused(String setting, String text) {
        return new IllegalArgumentException(setting
                + " must be addresses such as 10.0.0.1 and ::1, or ranges such as 10.0.0.0/8 and fd00::/8, not '" + text
                + "'");
    }
}
