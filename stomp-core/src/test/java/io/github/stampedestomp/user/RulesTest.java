package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules decide about attempts. */
class RulesTest {
    private static final User ANNA = User.named("anna");
    private static final Condition YES = attempt -> true;

    private final Rules.Builder rules = Rules.builder();

    // ---- what no rule is about ----

    @ParameterizedTest
    @CsvSource({
        "SEND, /app/a, allowed",
        "SEND, /app/a/b, allowed",
        "SEND, /topic/a, refused",
        "SEND, /queue/a, refused",
        "SEND, /user/queue/a, refused",
        "SEND, /user/ben/queue/a, refused",
        "SEND, /other, refused",
        "SUBSCRIBE, /app/a, allowed",
        "SUBSCRIBE, /user/queue/a, allowed",
        "SUBSCRIBE, /user/topic/a, allowed",
        "SUBSCRIBE, /user/queue/**, allowed",
        "SUBSCRIBE, /user/ben/queue/a, refused",
        "SUBSCRIBE, /user/~5f/queue/a, refused",
        "SUBSCRIBE, /topic/a, allowed",
        "SUBSCRIBE, /topic/**, allowed",
        "SUBSCRIBE, /queue/a, allowed",
        "SUBSCRIBE, /**, refused",
        "SUBSCRIBE, /*/a, refused",
        "SUBSCRIBE, /other, refused",
    })
    void withoutRulesTheDefaultsDecide(Command command, String destination, String verdict) {
        assertThat(verdict(command, destination)).isEqualTo(verdict);
    }

    @Test
    void ruleForSubscribeClosesTopicsAndQueuesThatNoRuleIsAbout() {
        rules.subscribe("/topic/a").allow();
        assertThat(verdict(Command.SUBSCRIBE, "/topic/a")).isEqualTo("allowed");
        assertThat(verdict(Command.SUBSCRIBE, "/topic/b")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/topic/*")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/queue/a")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/app/a")).isEqualTo("allowed");
        assertThat(verdict(Command.SUBSCRIBE, "/user/queue/a")).isEqualTo("allowed");
    }

    @Test
    void ruleForSendLeavesSubscribeAsItIs() {
        rules.send("/topic/a").allow();
        assertThat(verdict(Command.SEND, "/topic/a")).isEqualTo("allowed");
        assertThat(verdict(Command.SEND, "/topic/b")).isEqualTo("refused");
        assertThat(verdict(Command.SEND, "/app/b")).isEqualTo("allowed");
        assertThat(verdict(Command.SUBSCRIBE, "/topic/b")).isEqualTo("allowed");
    }

    // ---- rules ----

    @Test
    void firstRuleWhosePatternFitsDecides() {
        rules.send("/topic/a").deny().send("/topic/**").allow().send("/topic/b").deny();
        assertThat(verdict(Command.SEND, "/topic/a")).isEqualTo("refused");
        assertThat(verdict(Command.SEND, "/topic/b")).isEqualTo("allowed");
    }

    @Test
    void rulesGoBeforeTheDefaults() {
        rules.send("/app/secret").deny().subscribe("/user/queue/closed").deny();
        assertThat(verdict(Command.SEND, "/app/secret")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/queue/closed")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/queue/open")).isEqualTo("allowed");
    }

    @Test
    void ruleMayHaveSeveralPatterns() {
        rules.send("/topic/a", "/topic/b/*").allow();
        assertThat(verdict(Command.SEND, "/topic/a")).isEqualTo("allowed");
        assertThat(verdict(Command.SEND, "/topic/b/c")).isEqualTo("allowed");
        assertThat(verdict(Command.SEND, "/topic/b")).isEqualTo("refused");
    }

    @Test
    void wildcardsThatAreSentMeanThemselves() {
        rules.send("/topic/*").allow();
        assertThat(verdict(Command.SEND, "/topic/*")).isEqualTo("allowed");
        assertThat(verdict(Command.SEND, "/topic/**")).isEqualTo("allowed");
    }

    @Test
    void onlyWhoHasSignedInIsAUser() {
        rules.send("/topic/**").allowUsers();
        assertThat(verdict(Command.SEND, "/topic/a")).isEqualTo("allowed");
        assertThat(said(rules.build().judge(attempt(Command.SEND, "/topic/a", null))))
                .isEqualTo("refused");
    }

    @Test
    void conditionIsAskedAboutTheVariablesOfItsRule() {
        rules.send("/topic/{kind}/{id}").when(YES);
        Verdict.Asked asked = (Verdict.Asked) rules.build().judge(attempt(Command.SEND, "/topic/room/7", ANNA));
        assertThat(asked.condition()).isSameAs(YES);
        assertThat(asked.attempt().path("kind")).isEqualTo("room");
        assertThat(asked.attempt().path("id")).isEqualTo("7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asked.attempt().path("other"))
                .withMessage("the pattern has no variable {other}");
    }

    @Test
    void variablesDoNotStayOnTheAttemptThatWasJudged() {
        rules.send("/topic/{id}").when(YES);
        Attempt attempt = attempt(Command.SEND, "/topic/7", ANNA);
        rules.build().judge(attempt);
        assertThatIllegalArgumentException().isThrownBy(() -> attempt.path("id"));
    }

    @Test
    void rulesThatWereBuiltDoNotChange() {
        Rules built = rules.send("/topic/a").allow().build();
        rules.send("/topic/b").allow().softDenials();
        assertThat(said(built.judge(attempt(Command.SEND, "/topic/b", ANNA)))).isEqualTo("refused");
        assertThat(built.hasSoftDenials()).isFalse();
        assertThat(rules.build().hasSoftDenials()).isTrue();
    }

    @Test
    void ruleNeedsAWellFormedPatternAndACondition() {
        assertThatIllegalArgumentException().isThrownBy(rules::send).withMessage("a rule needs a pattern");
        assertThatIllegalArgumentException().isThrownBy(() -> rules.subscribe("topic"));
        assertThatNullPointerException().isThrownBy(() -> rules.send("/a").when(null));
    }

    // ---- what belongs to users ----

    @ParameterizedTest
    @CsvSource({"/**", "**", "/*/*/queue/*", "/{who}/{name}/**"})
    void patternThatDoesNotNameUserDestinationsIsNotAboutThem(String pattern) {
        rules.send(pattern).allow().subscribe(pattern).allow();
        assertThat(verdict(Command.SUBSCRIBE, "/user/ben/queue/a")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/~5f/queue/a")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/ben/queue/**")).isEqualTo("refused");
        assertThat(verdict(Command.SEND, "/user/ben/queue/a")).isEqualTo("refused");
        assertThat(verdict(Command.SEND, "/user/queue/a")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/queue/a")).isEqualTo("allowed");
    }

    @Test
    void refusalOfEverythingDoesNotCloseOnesOwnDestinations() {
        rules.subscribe("/**").deny();
        assertThat(verdict(Command.SUBSCRIBE, "/user/queue/errors")).isEqualTo("allowed");
        assertThat(verdict(Command.SUBSCRIBE, "/topic/a")).isEqualTo("refused");
    }

    @Test
    void patternThatNamesUserDestinationsOpensThem() {
        rules.send("/user/{name}/queue/gifts")
                .allow()
                .subscribe("/user/*/queue/shared")
                .allow();
        assertThat(verdict(Command.SEND, "/user/ben/queue/gifts")).isEqualTo("allowed");
        assertThat(verdict(Command.SEND, "/user/ben/queue/other")).isEqualTo("refused");
        assertThat(verdict(Command.SUBSCRIBE, "/user/ben/queue/shared")).isEqualTo("allowed");
    }

    // ---- attempts ----

    private String verdict(Command command, String destination) {
        return said(rules.build().judge(attempt(command, destination, ANNA)));
    }

    private static String said(Verdict verdict) {
        return Map.of(Verdict.Allowed.class, "allowed", Verdict.Refused.class, "refused", Verdict.Asked.class, "asked")
                .get(verdict.getClass());
    }

    private static Attempt attempt(Command command, String destination, @Nullable User user) {
        Frame frame = Frame.of(command, Headers.of(HeaderName.DESTINATION, destination));
        return Attempt.of(frame, destination, user, "5e");
    }
}
