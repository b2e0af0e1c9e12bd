package io.github.stampedestomp.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolExceptionTest {
    /** Factories that take words of our own besides those of the client. */
    private static final Set<String> WITH_OUR_WORDS = Set.of("missingHeader", "badDestination");

    private static final String NASTY = "line\r\nbreak\0 and \\ and a long tail " + "🐎".repeat(100);

    @Test
    void theSentenceQuotesTheValue() {
        assertThat(ProtocolException.unknownCommand("SUB").sentence()).isEqualTo("unknown command 'SUB'");
        assertThat(ProtocolException.missingHeader(Command.SEND, "destination"))
                .hasMessage("SEND needs the header 'destination'");
        assertThat(ProtocolException.badDestination("/a\n", "has control characters"))
                .hasMessage("the destination '/a?' has control characters");
    }

    @Test
    void longValuesAreCutAndControlCharactersMasked() {
        assertThat(ProtocolException.unknownCommand("a\nb\\c").sentence()).isEqualTo("unknown command 'a?b?c'");
        assertThat(ProtocolException.unknownCommand("a\u0085b\u2028c\u2029d").sentence())
                .isEqualTo("unknown command 'a?b?c?d'");
        assertThat(ProtocolException.unknownCommand("x".repeat(64)).sentence())
                .isEqualTo("unknown command '" + "x".repeat(64) + "'");
        assertThat(ProtocolException.unknownCommand("x".repeat(65)).sentence())
                .isEqualTo("unknown command '" + "x".repeat(64) + "…'");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
        String sentence =
                ProtocolException.unknownCommand("x".repeat(63) + "🐎🐎").sentence();
        assertThat(new String(sentence.getBytes(UTF_8), UTF_8)).isEqualTo(sentence);
    }

    /** An ERROR repeats the sentence in a header, which a 1.0 client reads without escapes. */
    @ParameterizedTest
    @MethodSource("factories")
    void everySentenceFitsAHeaderAndHasNoFullStop(Method factory) throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(factory.getParameterTypes())
                .map(ProtocolExceptionTest::nasty)
                .toArray();
        assertThat(sentence(factory, arguments))
                .isNotBlank()
                .doesNotContain("\n", "\r", "\0", "\\")
                .doesNotEndWith(".")
                .hasSizeLessThan(250);
    }

    @Test
    void noStackIsRecordedForAFaultOfTheClient() {
        assertThat(ProtocolException.nulInHead().getStackTrace()).isEmpty();
    }

    private static Stream<Method> factories() {
        return Arrays.stream(ProtocolException.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ProtocolException.class)
                .filter(method -> !WITH_OUR_WORDS.contains(method.getName()));
    }

    private static String sentence(Method factory, Object... arguments)
            throws IllegalAccessException, InvocationTargetException {
        return ((ProtocolException) factory.invoke(null, arguments)).sentence();
    }

    private static Object nasty(Class<?> type) {
        if (type == int.class) {
            return Integer.MIN_VALUE;
        }
        if (type == long.class) {
            return Long.MIN_VALUE;
        }
        if (type == Duration.class) {
            return Duration.ofDays(365);
        }
        if (type == String[].class) {
            return new String[] {"/topic/", "/queue/"};
        }
        return type.isEnum() ? type.getEnumConstants()[0] : NASTY;
    }
}
