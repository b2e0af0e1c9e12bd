package io.github.stampedestomp.server.sockjs;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a URL that names a session and what is wanted of it. In front of both stands a segment for load balancers.
 *
 * @param session the name that the client has chosen
 * @param resource what is wanted
 */
record SessionPath(String session, String resource) {
    private static final int LONGEST_NAME = 128;

    /** {@return what a path below the service names, or null if it names no session} */
    static @Nullable SessionPath parse(String path) {
        String[] segments = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
        boolean isSession = segments.length == 4
                && segments[0].isEmpty()
                && Stream.of(segments).skip(1).noneMatch(segment -> segment.isEmpty() || segment.indexOf('.') >= 0)
                && segments[2].length() <= LONGEST_NAME;
        return isSession ? new SessionPath(segments[2], segments[3]) : null;
    }
}
