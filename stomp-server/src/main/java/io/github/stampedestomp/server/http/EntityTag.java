package io.github.stampedestomp.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What tells one version of a file from another, RFC 9110, chapter 8.8.3.
 *
 * @param text the tag in its quotes
 */
public record EntityTag(String text) {
    private static final int BYTES = 16;

    /** {@return a tag that no other content has} */
    public static EntityTag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag('"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return whether the client says that it has this version already, RFC 9110, chapter 13.1.2} */
    public boolean isKnownTo(Request request) {
        String tags = request.headers().getOrDefault("If-None-Match", "");
        return tags.equals("*")
                || Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(known -> known.equals(text) || known.equals("W/" + text));
    }
}
