package io.github.stampedestomp.server;

import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.Rules;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The sets of rules that the table of authority names. */
final class AuthorityRules {
    private static final Map<String, Consumer<Rules.Builder>> RULES_BY_NAME = Map.ofEntries(
            // Nothing is said, so the defaults hold.
            Map.entry("none", rules -> {}),
            Map.entry("open", OpenRules::allow),
            Map.entry(
                    "everywhere",
                    rules -> rules.send("/**").allow().subscribe("/**").allow()),
            Map.entry("mail", rules -> rules.send("/user/**").allow()),
            Map.entry("spy", rules -> rules.subscribe("/user/**").allow()),
            Map.entry("own", rules -> rules.send("/user/queue/notes")
                    .allow()
                    .subscribe("/user/queue/secret")
                    .deny()),
            Map.entry("gifts", rules -> rules.send("/user/{name}/queue/gifts")
                    .when(attempt -> attempt.path("name").equals("ben"))),
            Map.entry("rooms", rules -> rules.send("/topic/room/{id}")
                    .when(AuthorityRules::isRoom1)
                    .subscribe("/topic/room/{id}")
                    .when(AuthorityRules::isRoom1)),
            Map.entry("users", rules -> rules.send("/topic/**", "/queue/**")
                    .allowUsers()
                    .subscribe("/topic/**")
                    .allowUsers()),
            Map.entry("admins", rules -> rules.send("/topic/news", "/app/admin/**")
                    .when(AuthorityRules::isAdmin)
                    .subscribe("/queue/audit")
                    .when(AuthorityRules::isAdmin)),
            Map.entry("deny first", rules -> rules.subscribe("/topic/secret/**")
                    .deny()
                    .subscribe("/topic/**")
                    .allow()),
            Map.entry("deny last", rules -> rules.subscribe("/topic/**")
                    .allow()
                    .subscribe("/topic/secret/**")
                    .deny()),
            Map.entry("ask first", rules -> rules.subscribe("/topic/room/*")
                    .when(attempt -> true)
                    .subscribe("/topic/**")
                    .allow()),
            Map.entry(
                    "no requests",
                    rules -> rules.send("/app/**").deny().subscribe("/app/**").deny()),
            Map.entry("says why", rules -> rules.send("/topic/**").when(attempt -> {
                throw Denied.because("not on Sundays");
            })));

    private AuthorityRules() {}

    static Consumer<Rules.Builder> named(String name) {
        return Objects.requireNonNull(RULES_BY_NAME.get(name), name);
    }

    private static boolean isRoom1(Attempt attempt) {
        return attempt.path("id").equals("1");
    }

    private static boolean isAdmin(Attempt attempt) {
        return attempt.signedIn()
                .flatMap(user -> user.attribute("role"))
                .filter("admin"::equals)
                .isPresent();
    }
}
