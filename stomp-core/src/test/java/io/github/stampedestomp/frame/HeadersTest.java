package io.github.stampedestomp.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void ofARepeatedNameTheFirstValueCounts() {
        Headers headers = Headers.of("color", "red", "color", "blue");
        assertThat(headers.first("color")).isEqualTo("red");
        assertThat(headers.size()).isEqualTo(2);
    }

    @Test
    void aMissingNameHasNoValue() {
        assertThat(Headers.of("color", "red").first("Color")).isNull();
        assertThat(Headers.of("color", "red").first("red")).isNull();
        assertThat(Headers.of().first("color")).isNull();
    }

    @Test
    void theOrderIsKept() {
        List<String> lines = new ArrayList<>();
        Headers.of("b", "1", "a", "2", "b", "3").forEach((name, value) -> lines.add(name + "=" + value));
        assertThat(lines).containsExactly("b=1", "a=2", "b=3");
    }

    @Test
    void aNameWithoutAValueIsOurCallersFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("a", "1", "b"))
                .withMessage("no value for the header 'b'");
    }

    @Test
    void nullIsNoNameAndNoValue() {
        assertThatNullPointerException().isThrownBy(() -> Headers.of("a", null));
        assertThatNullPointerException().isThrownBy(() -> Headers.of(null, "1"));
        assertThatNullPointerException().isThrownBy(() -> new Headers.Builder().add("a", null));
    }

    @Test
    void laterChangesToTheArrayDoNotShow() {
        String[] namesAndValues = {"a", "1"};
        Headers headers = Headers.of(namesAndValues);
        namesAndValues[1] = "2";
        assertThat(headers.first("a")).isEqualTo("1");
    }

    @Test
    void whatABuilderIsGivenLaterDoesNotShow() {
        Headers.Builder builder = new Headers.Builder().add("a", "1");
        Headers headers = builder.build();
        builder.add("b", "2");
        assertThat(headers).isEqualTo(Headers.of("a", "1"));
        assertThat(builder.build()).isEqualTo(Headers.of("a", "1", "b", "2"));
    }

    @Test
    void headersOfSomeNamesCanBeKept() {
        Headers headers = Headers.of("a", "1", "b", "2", "a", "3");
        assertThat(headers.keeping(name -> name.equals("a"))).isEqualTo(Headers.of("a", "1", "a", "3"));
        assertThat(headers.keeping(name -> true)).isSameAs(headers);
        assertThat(headers.keeping(name -> false)).isEqualTo(Headers.of());
    }

    @Test
    void paddingCanBeStrippedFromNamesAndValues() {
        assertThat(Headers.of(" login", " me ", "passcode ", "a b").stripped())
                .isEqualTo(Headers.of("login", "me", "passcode", "a b"));
    }

    @Test
    void charactersOfNamesAndValuesAreCounted() {
        assertThat(Headers.of("abc", "de", "", "f").characters()).isEqualTo(6);
    }

    @Test
    void equalHeadersHaveTheSameEntriesInTheSameOrder() {
        Headers headers = Headers.of("a", "1", "b", "2");
        assertThat(headers)
                .isEqualTo(new Headers.Builder().add("a", "1").add("b", "2").build())
                .hasSameHashCodeAs(Headers.of("a", "1", "b", "2"))
                .isNotEqualTo(Headers.of("b", "2", "a", "1"))
                .isNotEqualTo(null);
    }

    @Test
    void aPasscodeIsNeverShown() {
        Headers headers = Headers.of("login", "me", "passcode", "secret", " passcode ", "secret too");
        assertThat(headers).hasToString("login:me\npasscode:***\n passcode :***\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passcode",
                "PASSCODE",
                "password",
                "new-password",
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "set-cookie",
                "token",
                "X-CSRF-Token",
                "access_token",
                "secret",
                "clientSecret",
                "api-key",
                "X-API-Key",
                "apiKey"
            })
    void valuesWhoseNamesSayThatTheyAreSecretAreNeverShown(String name) {
        assertThat(Headers.of("a", "1", name, "hidden", "b", "2")).hasToString("a:1\n" + name + ":***\nb:2\n");
        assertThat(Frame.of(Command.SEND, Headers.of(name, "hidden")).toString())
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "destination", "receipt", "pass", "author", "key"})
    void otherValuesAreShown(String name) {
        assertThat(Headers.of(name, "shown")).hasToString(name + ":shown\n");
    }

    @Test
    void namesAreToldApartInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr")); // where the small letter of I has no dot
            assertThat(Headers.of("AUTHORIZATION", "hidden", "API-KEY", "hidden", "COOKIE", "hidden"))
                    .hasToString("AUTHORIZATION:***\nAPI-KEY:***\nCOOKIE:***\n");
        } finally {
            Locale.setDefault(before);
        }
    }
}
