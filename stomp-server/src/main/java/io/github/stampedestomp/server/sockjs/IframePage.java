package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.http.EntityTag;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;

/**
 * The page that carries a client of another origin, inside a page of that origin. Its requests come from the server's own
 * origin, so browsers are told to show it inside pages of allowed origins only.
 */
final class IframePage {
    private static final String PREFIX = "/iframe";
    private static final String SUFFIX = ".html";
    private static final String TEXT = """
            <!DOCTYPE html>
            <html>
            <head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
              <script src="%s"></script>
              <script>
                document.domain = document.domain;
                SockJS.bootstrap_iframe();
              </script>
            </head>
            <body>
              <h2>Don't panic!</h2>
              <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
            </body>
            </html>
            """;

    private final ByteBuffer page;
    private final EntityTag tag;
    private final String frameAncestors;

    /**
     * Writes the page.
     *
     * @param script the URL of sockjs-client
     * @param frameAncestors which pages may show it, as Content Security Policy has it
     */
    IframePage(String script, String frameAncestors) {
        String escaped = script.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        byte[] bytes = TEXT.formatted(escaped).getBytes(UTF_8);
        this.page = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        this.tag = EntityTag.of(bytes);
        this.frameAncestors = frameAncestors;
    }

    /** {@return whether a path is that of the page, in whatever version the client asks for} */
    static boolean isAt(String path) {
        return path.startsWith(PREFIX)
                && path.endsWith(SUFFIX)
                && path.chars()
                        .skip(PREFIX.length())
                        .allMatch(c ->
                                ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-' || c == '.' || c == '_');
    }

    void serve(Exchange exchange) {
        Headers headers =
                new Headers().cachedForAYear().with("ETag", tag.text()).with("Content-Security-Policy", frameAncestors);
        exchange.respond(
                tag.isKnownTo(exchange.request())
                        ? new Response(Status.NOT_MODIFIED, headers.map(), ByteBuffer.allocate(0))
                        : new Response(
                                Status.OK,
                                headers.with("Content-Type", "text/html; charset=UTF-8")
                                        .map(),
                                page));
    }
}
