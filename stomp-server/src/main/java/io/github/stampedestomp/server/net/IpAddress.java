package io.github.stampedestomp.server.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of the internet protocol, as 128 bits. One of version 4 stands in the block ::ffff:0:0/96 of version 6, RFC 4291,
 * chapter 2.5.5.2, so that both ways to write it are the same address.
 *
 * @param high the first 64 bits: the network of an address of version 6
 * @param low the other 64 bits
 */
public record IpAddress(long high, long low) {
    private static final int V4_BYTES = 4;
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final long V4_BLOCK = 0xffffL;

    /** {@return the address that the system names} */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /** {@return the address that stands in 4 or 16 bytes} */
    static IpAddress of(byte[] bytes) {
        ByteBuffer network = ByteBuffer.wrap(bytes);
        return bytes.length == V4_BYTES ? ofV4(network.getInt()) : new IpAddress(network.getLong(), network.getLong());
    }

    private static IpAddress ofV4(long bits) {
        return new IpAddress(0, V4_BLOCK << 32 | (bits & 0xffff_ffffL));
    }

    /** {@return the address that a text is, RFC 4291, chapter 2.2, or nothing if it is none; names are none} */
    public static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            return Optional.ofNullable(v4(text));
        }
        String groups = withoutDots(text);
        return groups == null ? Optional.empty() : Optional.ofNullable(v6(groups));
    }

    /** {@return whether it is of version 4} */
    boolean isV4() {
        return high == 0 && low >>> 32 == V4_BLOCK;
    }

    /** {@return the address with only its first bits, the others being zero} */
    IpAddress first(int bits) {
        return new IpAddress(high & mask(bits), low & mask(bits - Long.SIZE));
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }

    /** {@return what one customer has of a network: an address of version 4, or the 2⁶⁴ of version 6 around this one} */
    public IpAddress household() {
        return isV4() ? this : first(Long.SIZE);
    }

    /** {@return the address as numbers} */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // 16 bytes are never of the wrong length
        }
    }

    /** Zeros in front could mean octal numbers, so that two readers would see two addresses. */
    private static @Nullable IpAddress v4(String text) {
        String[] numbers = text.split("\\.", -1);
        long bits = 0;
        for (String digits : numbers) {
            int number = number(digits, 10, 3);
            if (number < 0 || number > 255 || (digits.length() > 1 && digits.charAt(0) == '0')) {
                return null;
            }
            bits = bits << 8 | number;
        }
        return numbers.length == V4_BYTES ? ofV4(bits) : null;
    }

    /** {@return an address of version 6 whose end, if it was written as one of version 4, is two groups} */
    private static @Nullable String withoutDots(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.lastIndexOf(':') + 1;
        IpAddress tail = v4(text.substring(end));
        return tail == null
                ? null
                : text.substring(0, end) + Long.toHexString(tail.low >>> 16 & 0xffff) + ":"
                        + Long.toHexString(tail.low & 0xffff);
    }

    private static @Nullable IpAddress v6(String text) {
        int gap = text.indexOf("::");
        String[] left = groups(gap < 0 ? text : text.substring(0, gap));
        String[] right = groups(gap < 0 ? "" : text.substring(gap + 2));
        int count = left.length + right.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return null;
        }
        long[] halves = new long[2];
        return put(left, halves, 0) && put(right, halves, GROUPS - right.length)
                ? new IpAddress(halves[0], halves[1])
                : null;
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean put(String[] groups, long[] halves, int from) {
        int at = from;
        for (String digits : groups) {
            int group = number(digits, 16, 4);
            if (group < 0) {
                return false;
            }
            halves[at / 4] |= (long) group << (Long.SIZE - GROUP_BITS * (at % 4 + 1));
            at++;
        }
        return true;
    }

    /** {@return a number of ASCII digits, or -1 if it is none or has too many of them} */
    private static int number(String digits, int radix, int most) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= most
                && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
        return isNumber ? Integer.parseInt(digits, radix) : -1;
    }
}
