package io.github.stampedestomp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    /** A route that can be told from others by its name. */
    private record Named(String name) implements Route {
        @Override
        public void serve(Exchange exchange) {}
    }

    private final Routes routes = Routes.builder()
            .at("/stomp", new Named("stomp"))
            .below("/sockjs", new Named("sockjs"))
            .below("/sockjs/deep/", new Named("deep"))
            .below("/", new Named("page"))
            .build();

    @ParameterizedTest
    @CsvSource({
        "/stomp,stomp,''",
        "/stomp/,page,/stomp/",
        "/stompede,page,/stompede",
        "/sockjs,sockjs,''",
        "/sockjs/,sockjs,/",
        "/sockjs/info,sockjs,/info",
        "/sockjsx,page,/sockjsx",
        "/sockjs/deep,deep,''",
        "/sockjs/deep/x/y,deep,/x/y",
        "/sockjs/deeper,sockjs,/deeper",
        "/,page,/",
        "//sockjs,page,//sockjs",
        "/x,page,/x",
    })
    void thePathOrElseTheLongestPrefixDecides(String path, String name, String subPath) {
        Routes.Match match = routes.find(path);
        assertThat(match.route()).isEqualTo(new Named(name));
        assertThat(match.subPath()).isEqualTo(subPath);
    }

    @Test
    void aPathOfManySlashesTakesNoTime() {
        String path = "/".repeat(16 * 1024);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 2_000; i++) { // a minute, if each slash is looked at with all before it
                assertThat(routes.find(path).route()).isEqualTo(new Named("page"));
            }
        });
    }

    @Test
    void aPathMayHaveOnlyOneRoute() {
        Routes.Builder builder = Routes.builder().below("/x", new Named("first"));
        assertThatThrownBy(() -> builder.below("/x/", new Named("second")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'/x/'");
    }

    @Test
    void aPathBeginsWithASlash() {
        assertThatThrownBy(() -> Routes.builder().at("x", new Named("x"))).isInstanceOf(IllegalArgumentException.class);
    }
}
