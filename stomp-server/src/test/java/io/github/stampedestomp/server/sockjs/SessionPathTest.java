package io.github.stampedestomp.server.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPathTest {
    @ParameterizedTest
    @CsvSource({
        "/0/abc/xhr, abc, xhr",
        "/0/abc/xhr/, abc, xhr",
        "/x y/_/websocket, _, websocket",
        "'/\u65e5/\ud83d\udc0e/jsonp', '\ud83d\udc0e', jsonp",
        "/0/abc/nothing, abc, nothing"
    })
    void itNamesASessionAndWhatIsWantedOfIt(String path, String session, String resource) {
        assertThat(SessionPath.parse(path)).isEqualTo(new SessionPath(session, resource));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "///",
                "////",
                "/a",
                "/a/b",
                "/a/b/",
                "//b/xhr",
                "/a//xhr",
                "/a/b//",
                "/a./b/xhr",
                "/a/b./xhr",
                "/a/b/xhr.",
                "/./b/xhr",
                "/a/../xhr",
                "/a/b/xhr/c",
                "/a/b/xhr//",
                "a/b/xhr",
                "x/a/b/xhr"
            })
    void otherPathsNameNone(String path) {
        assertThat(SessionPath.parse(path)).isNull();
    }

    @Test
    void aNameHasAtMost128Characters() {
        assertThat(SessionPath.parse("/0/" + "x".repeat(128) + "/xhr")).isNotNull();
        assertThat(SessionPath.parse("/0/" + "x".repeat(129) + "/xhr")).isNull();
    }
}
