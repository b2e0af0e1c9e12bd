package io.github.stampedestomp.server;

/** STOMP in wire text, with {@code ^@} for NUL, as it stands in the strings of SockJS. */
final class StompText {
    static final String CONNECT = "CONNECT\naccept-version:1.2\n\n^@";

    private StompText() {}

    /** {@return a payload of some messages} */
    static String payload(String... messages) {
        StringBuilder json = new StringBuilder();
        for (String message : messages) {
            json.append(json.isEmpty() ? "[" : ",")
                    .append('"')
                    .append(escaped(message))
                    .append('"');
        }
        return json.append(']').toString();
    }

    private static String escaped(String message) {
        StringBuilder json = new StringBuilder();
        for (char c : message.replace("^@", "\0").toCharArray()) {
            boolean isPlain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            json.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return json.toString();
    }

    /** {@return a frame of SockJS with the escapes of STOMP's own line ends and NULs taken out} */
    static String readable(String frame) {
        return frame.replace("\\n", "\n").replace("\\u0000", "^@").strip();
    }
}
