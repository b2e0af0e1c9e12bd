package io.github.stampedestomp.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Percent-encoding, RFC 3986, chapter 2.1, of all but letters of ASCII, digits and {@code - . _}. */
final class PercentEscapes {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEscapes() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (isPlain((char) (octet & 0xff))) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** {@return the text that was encoded; what is no escape stands for itself} */
    static String decode(String encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            boolean isEscape = encoded.charAt(i) == '%'
                    && i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2));
            if (isEscape) {
                octets.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                octets.writeBytes(encoded.substring(i, i + 1).getBytes(UTF_8));
            }
        }
        return octets.toString(UTF_8);
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "-._".indexOf(character) >= 0;
    }
}
