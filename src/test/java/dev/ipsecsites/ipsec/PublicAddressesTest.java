package dev.ipsecsites.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,        true",
        "172.15.255.255,  false",
        "172.16.0.1,      true",
        "172.31.255.255,  true",
        "172.32.0.1,      false",
        "192.168.1.2,     true",
        "100.63.255.255,  false",
        "100.64.1.2,      true",
        "100.127.255.255, true",
        "100.128.0.1,     false",
        "169.254.3.4,     true",
        // Laboratories give them to lines as if they were public.
        "192.0.2.1,       false",
        "198.51.100.20,   false",
        "203.0.113.10,    false",
        "198.18.0.1,      false",
        "not an address,  false"
    })
    void anInnerAddressIsNotSeenOnTheInternet(String address, boolean hidden) {
        assertThat(PublicAddresses.inner(address)).isEqualTo(hidden);
        assertThat(PublicAddresses.hidden(address, "192.88.99.1")).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({"10.9.9.9", "100.64.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.10", "198.19.0.1"})
    void aPeerThatIsNotOnTheInternetItselfMaySeeIt(String peer) {
        assertThat(PublicAddresses.hidden("192.168.1.2", peer)).isFalse();
    }
}
