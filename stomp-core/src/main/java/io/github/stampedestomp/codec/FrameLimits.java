package io.github.stampedestomp.codec;

/**
 * How much a client may put into one frame. What exceeds a limit is refused as soon as it shows, before memory is set
 * aside for it.
 *
 * @param commandBytes the longest command, without its end of line
 * @param headerLineBytes the longest header line, without its end of line
 * @param headers the most headers, repeated ones included
 * @param headBytes the longest header lines taken together
 * @param bodyBytes the longest body
 */
public record FrameLimits(int commandBytes, int headerLineBytes, int headers, int headBytes, int bodyBytes) {
    /** Command 32 bytes, header line 8 KiB, 64 headers of 16 KiB together, body 64 KiB. */
    public static final FrameLimits DEFAULT = new FrameLimits(32, 8 * 1024, 64, 16 * 1024, 64 * 1024);

    private static final int MOST = 999_999_999;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is not positive or more than 999,999,999
     */
    public FrameLimits {
        requirePositive(commandBytes, "commandBytes");
        requirePositive(headerLineBytes, "headerLineBytes");
        requirePositive(headers, "headers");
        requirePositive(headBytes, "headBytes");
        requirePositive(bodyBytes, "bodyBytes");
    }

    /** {@return these limits with another one for the body} */
    public FrameLimits withBodyBytes(int bytes) {
        return new FrameLimits(commandBytes, headerLineBytes, headers, headBytes, bytes);
    }

    private static void requirePositive(int limit, String name) {
        if (limit <= 0 || limit > MOST) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", not " + limit);
        }
    }
}
