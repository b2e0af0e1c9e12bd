package io.github.stampedestomp.server.page;

import io.github.stampedestomp.server.http.EntityTag;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Methods;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A route that serves files. All are read once, when the page is made: what was not there then cannot be reached by any
 * path, and no request waits for a disk.
 */
public final class Page implements Route {
    /**
     * What browsers are told about each file, Content Security Policy Level 3: only pages of the server's own origin may
     * show it in a frame, where clicks could be stolen; no plug-ins, and no element {@code base} that leads elsewhere.
     * Scripts and styles, inline ones too, are as free as without a policy: only who writes a page knows what it needs.
     */
    public static final String POLICY = "frame-ancestors 'self'; object-src 'none'; base-uri 'self'";

    private static final String INDEX = "index.html";

    private final Map<String, File> filesByPath;
    private final String policy;
    private final Route route = Methods.get(this::send);

    /** A file and its validator, RFC 9110, chapter 8.8.3. */
    private record File(String mediaType, EntityTag tag, ByteBuffer bytes) {}

    private Page(Map<String, File> filesByPath, String policy) {
        this.filesByPath = filesByPath;
        this.policy = policy;
    }

    private static Page of(Map<String, byte[]> bytesByPath) {
        Map<String, File> files = new HashMap<>();
        bytesByPath.forEach((path, bytes) -> {
            File file = new File(
                    MediaType.of(path),
                    EntityTag.of(bytes),
                    ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            files.put(path, file);
            if (path.endsWith("/" + INDEX)) {
                files.put(path.substring(0, path.length() - INDEX.length()), file);
            }
        });
        return new Page(Map.copyOf(files), POLICY);
    }

    /**
     * {@return the files of a folder and the folders in it, except hidden ones; together they may hold 16 MiB}
     *
     * @throws IOException if they cannot be read
     */
    public static Page fromFolder(Path folder) throws IOException {
        return of(PageFiles.inFolder(folder));
    }

    /**
     * {@return the files of a folder of the class path, such as {@code "web"}; together they may hold 16 MiB}
     *
     * @throws IOException if they cannot be read
     */
    public static Page fromClassPath(ClassLoader loader, String folder) throws IOException {
        return of(PageFiles.onClassPath(loader, folder));
    }

    /** {@return the same files with a Content Security Policy of one's own in place of {@link #POLICY}} */
    public Page withPolicy(String own) {
        return new Page(filesByPath, own);
    }

    @Override
    public void serve(Exchange exchange) {
        route.serve(exchange);
    }

    private void send(Exchange exchange) {
        File file = filesByPath.get(exchange.subPath().isEmpty() ? "/" : exchange.subPath());
        exchange.respond(
                file == null
                        ? Response.sentence(Status.NOT_FOUND, "there is no such file")
                        : response(exchange.request(), file));
    }

    /**
     * Of a stricter policy for the referrer, browsers make {@code Origin: null} in the forms that a page posts to another
     * origin, as SockJS does by jsonp.
     */
    private Response response(Request request, File file) {
        Response response = file.tag().isKnownTo(request)
                ? Response.of(Status.NOT_MODIFIED)
                : Response.of(Status.OK, file.mediaType(), file.bytes());
        return response.with("ETag", file.tag().text())
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", policy)
                .with("Referrer-Policy", "strict-origin-when-cross-origin");
    }
}
