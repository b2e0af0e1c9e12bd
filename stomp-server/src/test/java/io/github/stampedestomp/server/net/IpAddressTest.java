package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1,                               192.0.2.1
            0.0.0.0,                                 0.0.0.0
            255.255.255.255,                         255.255.255.255
            ::ffff:192.0.2.1,                        192.0.2.1
            ::FFFF:c000:201,                         192.0.2.1
            ::,                                      0:0:0:0:0:0:0:0
            ::1,                                     0:0:0:0:0:0:0:1
            1::,                                     1:0:0:0:0:0:0:0
            2001:DB8::8:800:200c:417a,               2001:db8:0:0:8:800:200c:417a
            2001:db8:0:0:8:800:200C:417A,            2001:db8:0:0:8:800:200c:417a
            1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0
            ::2:3:4:5:6:7:8,                         0:2:3:4:5:6:7:8
            64:ff9b::192.0.2.33,                     64:ff9b:0:0:0:0:c000:221
            ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
            """)
    void anAddressIsReadAndWrittenAsNumbers(String text, String numbers) {
        assertThat(IpAddress.parse(text)).hasToString("Optional[" + numbers + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "0x1.2.3.4",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2..4",
                ".1.2.3",
                "١.2.3.4",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "::-1",
                "1:2:3:4:5:6:7:1.2.3.4",
                ".::",
                "::1/64"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void anyAddressIsReadAsItIsWritten() throws UnknownHostException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(IpAddress.parse(address.getHostAddress()))
                    .as("seed %d", seed)
                    .contains(IpAddress.of(address));
            assertThat(IpAddress.of(address)).hasToString(address.getHostAddress());
        }
    }

    @Test
    void aHouseholdIsAnAddressOfVersion4OrANetworkOfVersion6() {
        assertThat(address("2001:db8:0:1::1").household())
                .isEqualTo(address("2001:db8:0:1:ffff::2").household());
        assertThat(address("2001:db8:0:1::1").household())
                .isNotEqualTo(address("2001:db8:0:2::1").household());
        assertThat(address("192.0.2.1").household())
                .isNotEqualTo(address("192.0.2.2").household());
        assertThat(address("::1").household()).isNotEqualTo(address("127.0.0.1").household());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
