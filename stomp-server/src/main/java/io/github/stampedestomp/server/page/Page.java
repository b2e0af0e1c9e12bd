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
    private static final String INDEX = "index.html";

    private final Map<String, File> filesByPath;
    private final Route route = Methods.get(this::send);

    /** A file and its validator, RFC 9110, chapter 8.8.3. */
    private record File(String mediaType, EntityTag tag, ByteBuffer bytes) {}

    private Page(Map<String, byte[]> bytesByPath) {
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
        filesByPath = Map.copyOf(files);
    }

    /**
     * {@return the files of a folder and the folders in it, except hidden ones; together they may hold 16 MiB}
     *
     * @throws IOException if they cannot be read
     */
    public static Page fromFolder(Path folder) throws IOException {
        return new Page(PageFiles.inFolder(folder));
    }

    /**
     * {@return the files of a folder of the class path, such as {@code "web"}; together they may hold 16 MiB}
     *
     * @throws IOException if they cannot be read
     */
    public static Page fromClassPath(ClassLoader loader, String folder) throws IOException {
        return new Page(PageFiles.onClassPath(loader, folder));
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

    private static Response response(Request request, File file) {
        Response response = file.tag().isKnownTo(request)
                ? Response.of(Status.NOT_MODIFIED)
                : Response.of(Status.OK, file.mediaType(), file.bytes());
        return response.with("ETag", file.tag().text())
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff");
    }
}
