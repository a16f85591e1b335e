package dev.ipsecsites.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.0/33",
                "010.0.0.0/8",
                "10.*.0.0/16",
                "::/0",
                "a/8",
                " 10.0.0.0/8",
                "10.0.0.0/8\n",
                "10.0.0.0/-1",
                "10.0.0.256/32",
                "10.0.0.0-5/24"
            })
    void saysWhatANetworkLooksLike(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 192.168.100.0/24");
    }

    @ParameterizedTest
    @CsvSource({"192.168.100.1/24, 192.168.100.0/24", "10.1.2.3/8, 10.0.0.0/8", "198.51.100.7/31, 198.51.100.6/31"})
    void namesTheNetworkWhenHostBitsAreSet(String text, String network) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .hasMessageContaining("host bits")
                .hasMessageContaining(network);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.2.0.0/16, true, true",
        "10.2.0.0/16, 10.0.0.0/8, false, true",
        "10.0.0.0/9, 10.128.0.0/9, false, false",
        "0.0.0.0/0, 203.0.113.5/32, true, true"
    })
    void knowsContainmentAndOverlap(String a, String b, boolean contains, boolean overlaps) {
        assertThat(Cidr.parse(a).contains(Cidr.parse(b))).isEqualTo(contains);
        assertThat(Cidr.parse(a).overlaps(Cidr.parse(b))).isEqualTo(overlaps);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.100.1/24, 192.168.100.0/24",
        "192.0.2.7, 192.0.2.7/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "198.51.100.255/1, 128.0.0.0/1"
    })
    void findsTheNetworkAroundAnAddress(String text, String network) {
        assertThat(Cidr.around(text)).contains(Cidr.parse(network));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "default",
                "192.0.2",
                "192.0.2.1/33",
                "192.0.2.1 ",
                "2001:db8::1",
                "192.0.2.1/24/24",
                "192.0.02.1"
            })
    void findsNoneAroundAnythingElse(String text) {
        assertThat(Cidr.around(text)).isEmpty();
    }

    @Test
    void areOrderedByAddressTheWiderFirst() {
        assertThat(Stream.of("200.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/16")
                        .map(Cidr::parse)
                        .sorted())
                .extracting(Cidr::toString)
                .containsExactly("10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "200.0.0.0/8");
    }

    @Test
    void tellsAddressesFromNetworksAndNames() {
        assertThat(Cidr.isAddress("203.0.113.10")).isTrue();
        assertThat(Cidr.isAddress("203.0.113.10/32")).isFalse();
        assertThat(Cidr.isAddress("203.0.113")).isFalse();
        assertThat(Cidr.isAddress("example.com")).isFalse();
        assertThat(Cidr.isAddress("")).isFalse();
        assertThat(Cidr.parse("10.0.0.0/8").contains("10.255.0.1")).isTrue();
    }
}
