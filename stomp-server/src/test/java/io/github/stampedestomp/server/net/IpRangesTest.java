package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,      127.0.0.1,        true
            127.0.0.1,      ::ffff:127.0.0.1, true
            127.0.0.1,      127.0.0.2,        false
            127.0.0.1,      ::1,              false
            10.0.0.0/8,     10.0.0.0,         true
            10.0.0.0/8,     10.255.255.255,   true
            10.0.0.0/8,     11.0.0.0,         false
            10.0.0.0/8,     9.255.255.255,    false
            192.0.2.128/25, 192.0.2.127,      false
            192.0.2.128/25, 192.0.2.255,      true
            192.0.2.1/32,   192.0.2.1,        true
            0.0.0.0/0,      203.0.113.9,      true
            0.0.0.0/0,      2001:db8::1,      false
            ::1,            ::1,              true
            ::1,            ::2,              false
            fd00::/8,       fdff::1,          true
            fd00::/8,       fe00::,           false
            2001:db8::/65,  2001:db8:0:0:7fff::, true
            2001:db8::/65,  2001:db8:0:0:8000::, false
            ::/0,           192.0.2.1,        true
            """)
    void aRangeHoldsAddressesThatBeginAlike(String range, String address, boolean isHeld) {
        assertThat(IpRanges.of("setting", range)
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(isHeld);
    }

    @Test
    void rangesHoldWhatOneOfThemHolds() {
        IpRanges ranges = IpRanges.of("setting", "10.0.0.0/8", "::1");
        assertThat(ranges.contains(IpAddress.parse("10.1.2.3").orElseThrow())).isTrue();
        assertThat(ranges.contains(IpAddress.parse("::1").orElseThrow())).isTrue();
        assertThat(ranges.contains(IpAddress.parse("192.0.2.1").orElseThrow())).isFalse();
        assertThat(IpRanges.NONE.contains(IpAddress.parse("::1").orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "proxy.example",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "/8",
                "10/8",
                "::/129",
                "*",
                "10.0.0.0/255.0.0.0",
                "fe80::1%eth0"
            })
    void namesAndMalformedRangesAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.of("trustedProxies", text))
                .withMessageStartingWith("trustedProxies must be addresses")
                .withMessageEndingWith("not '" + text + "'");
    }

    @Test
    void aRangeBeginsWithItsFirstAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.of("trustedProxies", "10.1.0.0/8"))
                .withMessage(
                        "trustedProxies must not hold '10.1.0.0/8', as a range begins with its first address: 10.0.0.0");
    }
}
