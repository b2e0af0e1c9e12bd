package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rules decide about a SUBSCRIBE whose destination has wildcards. */
class RulesForPatternsTest {
    private final Rules.Builder rules = Rules.builder();

    @Test
    void oneRuleMustAllowAllThatAPatternStandsFor() {
        rules.subscribe("/topic/a/*").allow().subscribe("/topic/b").allow();
        assertThat(verdict("/topic/a/*")).isEqualTo("allowed");
        assertThat(verdict("/topic/*/b")).isEqualTo("refused");
        assertThat(verdict("/topic/a/**")).isEqualTo("refused");
        assertThat(verdict("/topic/**")).isEqualTo("refused");
    }

    @Test
    void twoRulesDoNotAllowTogetherWhatNeitherDoes() {
        rules.subscribe("/topic/a").allow().subscribe("/topic/a/**").deny();
        assertThat(verdict("/topic/a/**")).isEqualTo("refused");
        assertThat(verdict("/topic/*")).isEqualTo("refused");
    }

    @Test
    void partThatAnEarlierRuleRefusesRefusesTheWhole() {
        rules.subscribe("/topic/secret/**").deny().subscribe("/topic/**").allow();
        assertThat(verdict("/topic/*")).isEqualTo("refused");
        assertThat(verdict("/topic/**")).isEqualTo("refused");
        assertThat(verdict("/topic/*/a")).isEqualTo("refused");
        assertThat(verdict("/topic/**/a")).isEqualTo("refused");
        assertThat(verdict("/topic/open/*")).isEqualTo("allowed");
    }

    @Test
    void refusalBehindTheRuleThatAllowsAllDoesNotCount() {
        rules.subscribe("/topic/**").allow().subscribe("/topic/secret").deny();
        assertThat(verdict("/topic/*")).isEqualTo("allowed");
    }

    @Test
    void partThatAnEarlierRuleAllowsIsNotEnoughButInNobodysWay() {
        rules.subscribe("/topic/a").allow().subscribe("/topic/**").allow();
        assertThat(verdict("/topic/*")).isEqualTo("allowed");
    }

    @Test
    void partThatHasAConditionRefusesTheWhole() {
        rules.subscribe("/topic/a").when(attempt -> true).subscribe("/topic/**").allow();
        assertThat(verdict("/topic/*")).isEqualTo("refused");
        assertThat(verdict("/topic/a")).isEqualTo("asked");
    }

    @Test
    void conditionWithoutVariablesIsAskedAboutTheWholePattern() {
        rules.subscribe("/topic/a/**").when(attempt -> true);
        Verdict.Asked asked = (Verdict.Asked) judge("/topic/a/*", User.named("anna"));
        assertThat(asked.attempt().destination()).isEqualTo("/topic/a/*");
        assertThatIllegalArgumentException().isThrownBy(() -> asked.attempt().path("id"));
    }

    @Test
    void conditionWithVariablesIsNotAskedAboutAPattern() {
        rules.subscribe("/topic/room/{id}").when(attempt -> true);
        assertThat(verdict("/topic/room/*")).isEqualTo("refused");
        assertThat(verdict("/topic/room/7")).isEqualTo("asked");
    }

    @Test
    void variablesOfARuleWithoutAConditionStandForWildcardsToo() {
        rules.subscribe("/topic/room/{id}").allow();
        assertThat(verdict("/topic/room/*")).isEqualTo("allowed");
    }

    @Test
    void partForUsersAloneIsInNoUsersWay() {
        rules.subscribe("/topic/members").allowUsers().subscribe("/topic/**").allow();
        assertThat(verdict("/topic/*")).isEqualTo("allowed");
        assertThat(said(judge("/topic/*", null))).isEqualTo("refused");
    }

    @Test
    void rulesForSendDoNotCount() {
        rules.send("/topic/**").deny();
        assertThat(verdict("/topic/*")).isEqualTo("allowed");
    }

    @Test
    void patternsOfOnesOwnDestinationsAreAllowedUnlessAPartIsRefused() {
        rules.subscribe("/user/queue/closed/**").deny();
        assertThat(verdict("/user/queue/open/*")).isEqualTo("allowed");
        assertThat(verdict("/user/queue/**")).isEqualTo("refused");
        assertThat(verdict("/user/topic/**")).isEqualTo("allowed");
    }

    @Test
    void patternThatReachesBeyondTheDefaultsIsRefused() {
        for (String destination : List.of("/**", "/*/a", "/**/queue/x", "/*/queue/**")) {
            assertThat(verdict(destination)).as(destination).isEqualTo("refused");
        }
    }

    private String verdict(String destination) {
        return said(judge(destination, User.named("anna")));
    }

    private Verdict judge(String destination, @Nullable User user) {
        Frame frame = Frame.of(Command.SUBSCRIBE, Headers.of("destination", destination));
        return rules.build().judge(Attempt.of(frame, destination, user, "5e"));
    }

    private static String said(Verdict verdict) {
        return Map.of(Verdict.Allowed.class, "allowed", Verdict.Refused.class, "refused", Verdict.Asked.class, "asked")
                .get(verdict.getClass());
    }
}
