package io.github.stampedestomp.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private final RunningLoops running = new RunningLoops();

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        folder = parent.resolve("web");
        Files.createDirectories(folder.resolve("sub/.git"));
        Files.writeString(parent.resolve("secret.txt"), "secret");
        Files.writeString(folder.resolve("index.html"), "<p>hello</p>");
        Files.writeString(folder.resolve("app.js"), "start()");
        Files.writeString(folder.resolve("with space.txt"), "space");
        Files.writeString(folder.resolve("sub/index.html"), "<p>below</p>");
        Files.writeString(folder.resolve("sub/data.bin"), "\0");
        Files.writeString(folder.resolve(".hidden"), "secret");
        Files.writeString(folder.resolve("sub/.git/config"), "secret");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8,<p>hello</p>",
        "/index.html,text/html; charset=utf-8,<p>hello</p>",
        "/app.js,text/javascript; charset=utf-8,start()",
        "/app.js?v=1,text/javascript; charset=utf-8,start()",
        "/with%20space.txt,text/plain; charset=utf-8,space",
        "/sub/,text/html; charset=utf-8,<p>below</p>",
        "/sub/data.bin,application/octet-stream,'\0'",
    })
    void filesAreSentWithTheirMediaType(String path, String mediaType, String content) throws IOException {
        assertThat(get(fromFolder(), path))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Type: " + mediaType + "\r\n")
                .contains("\r\nCache-Control: no-cache\r\n")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .endsWith("\r\n\r\n" + content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/sub/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/..%5csecret.txt",
                "/..\\secret.txt",
                "//secret.txt",
                "/index.html%00",
                "/index.html/",
                "/sub",
                "/INDEX.HTML",
                "/.hidden",
                "/sub/.git/config",
                "/./index.html",
            })
    void nothingElseCanBeReached(String path) throws IOException {
        assertThat(get(fromFolder(), path))
                .containsAnyOf("HTTP/1.1 404 ", "HTTP/1.1 400 ")
                .doesNotContain("secret")
                .doesNotContain("hello");
    }

    @Test
    void aBrowserThatHasAFileDoesNotGetItAgain() throws IOException {
        int port = fromFolder();
        String tag = get(port, "/app.js")
                .lines()
                .filter(line -> line.startsWith("ETag: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            assertThat(send(port, "GET /app.js HTTP/1.1\nHost: a\nConnection: close\nIf-None-Match: " + known + "\n\n"))
                    .startsWith("HTTP/1.1 304 Not Modified\r\n")
                    .contains("\r\nETag: " + tag + "\r\n")
                    .doesNotContain("start()");
        }
        assertThat(send(port, "GET /app.js HTTP/1.1\nHost: a\nConnection: close\nIf-None-Match: \"x\"\n\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void browsersAreToldThatNoOtherSiteMayShowAPageInAFrame() throws IOException {
        int port = fromFolder();
        for (String request : new String[] {"GET /", "GET /app.js", "HEAD /index.html", "GET /sub/"}) {
            assertThat(send(port, request + " HTTP/1.1\nHost: a\nConnection: close\n\n"))
                    .contains(
                            "\r\nContent-Security-Policy: frame-ancestors 'self'; object-src 'none'; base-uri 'self'\r\n")
                    .contains("\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n")
                    .contains("\r\nX-Content-Type-Options: nosniff\r\n");
        }
        assertThat(send(port, "GET / HTTP/1.1\nHost: a\nConnection: close\nIf-None-Match: *\n\n"))
                .startsWith("HTTP/1.1 304 ")
                .contains("\r\nContent-Security-Policy: frame-ancestors 'self'; ");
    }

    @Test
    void aPageMayHaveAPolicyOfItsOwn() throws IOException {
        int port = serve(Page.fromFolder(folder).withPolicy("default-src 'self'"));
        assertThat(get(port, "/")).containsOnlyOnce("\r\nContent-Security-Policy: default-src 'self'\r\n");
    }

    /** What is no file is a text of which nothing can be run. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /<script>alert(1)</script>", "PUT /", "GET /%00", "GET  /"})
    void noErrorIsAPage(String request) throws IOException {
        assertThat(send(fromFolder(), request + " HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .doesNotContain("script");
    }

    @Test
    void onlyGetAndHeadAreKnown() throws IOException {
        int port = fromFolder();
        assertThat(send(port, "HEAD / HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .contains("\r\nContent-Length: 12\r\n")
                .endsWith("\r\n\r\n");
        assertThat(send(port, "PUT / HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
    }

    @Test
    void filesOfTheClassPathAreServedFromDirectoriesAndJars() throws IOException {
        Path jar = parent.resolve("pages.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("web/"));
            out.putNextEntry(new JarEntry("web/index.html"));
            out.write("<p>from a jar</p>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (URLClassLoader directory =
                        new URLClassLoader(new URL[] {parent.toUri().toURL()}, null);
                URLClassLoader archive =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(get(serve(Page.fromClassPath(directory, "web")), "/")).endsWith("<p>hello</p>");
            assertThat(get(serve(Page.fromClassPath(archive, "web")), "/")).endsWith("<p>from a jar</p>");
            assertThatThrownBy(() -> Page.fromClassPath(archive, "nowhere"))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void aFolderMustBeThere() {
        assertThatThrownBy(() -> Page.fromFolder(parent.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aFolderMustNotBeTooLarge() throws IOException {
        Files.write(folder.resolve("large"), new byte[16 * 1024 * 1024]);
        assertThatThrownBy(() -> Page.fromFolder(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("16777216 bytes allowed");
    }

    private int fromFolder() throws IOException {
        return serve(Page.fromFolder(folder));
    }

    private int serve(Page page) throws IOException {
        Routes routes = Routes.builder().below("/", page).build();
        return HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(10))
                .port();
    }

    private static String get(int port, String path) {
        return send(port, "GET " + path + " HTTP/1.1\nHost: a\nConnection: close\n\n");
    }

    private static String send(int port, String request) {
        try (RawClient client = RawClient.to(port)) {
            return client.send(request.replace("\n", "\r\n")).readToEnd();
        }
    }
}
