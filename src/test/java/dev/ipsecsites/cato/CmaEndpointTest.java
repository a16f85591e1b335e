package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmaEndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.catonetworks.com/api/v1/graphql2",
                "https://API.CatoNetworks.com/api/v1/graphql2",
                "https://api.us1.catonetworks.com/api/v1/graphql2",
                " https://api.jp1.catonetworks.com/api/v1/graphql2 "
            })
    void catosOwnHostsAreAllowedByDefault(String address) {
        assertThat(CmaEndpoint.of(address, CmaEndpoint.CATO_HOSTS).host()).endsWith("catonetworks.com:443");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/api,is not on this operator's list",
        "https://catonetworks.com.evil.example/api,is not on this operator's list",
        "https://knowledge.catonetworks.com/api,is not on this operator's list",
        "https://api.a.b.catonetworks.com/api,is not on this operator's list",
        "https://api.catonetworks.com./api,is not on this operator's list",
        "https://api.catonetworks.com@evil.example/api,carries a user name",
        "https://api.catonetworks.com/api?x=1,carries a query",
        "https://api.catonetworks.com/api#x,carries a query or a fragment",
        "http://api.catonetworks.com/api,must be https",
        "http://127.0.0.1:4000/api,is not on this operator's list",
        "ftp://api.catonetworks.com/api,is not a URL",
        "api.catonetworks.com,is not a URL",
        "'',is not a URL"
    })
    void anAddressThatMustNotGetTheKeyIsRefusedWithTheReason(String address, String reason) {
        assertThatThrownBy(() -> CmaEndpoint.of(address, CmaEndpoint.CATO_HOSTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4000/x,127.0.0.1",
        "http://127.0.0.1:4000/x,127.0.0.1:4000",
        "http://localhost:4000/x,localhost",
        "http://[::1]:4000/x,[::1]:4000",
        "http://[::1]:4000/x,::1",
        "https://cma.example.net:8443/x,cma.example.net:8443"
    })
    void aHostOnTheListIsAllowedAndClearTextOnlyToLoopback(String address, String entry) {
        assertThat(CmaEndpoint.of(address, List.of(entry)).toString()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4001/x,127.0.0.1:4000",
        "https://cma.example.net/x,cma.example.net:8443",
        "http://192.0.2.1/x,192.0.2.1",
        "http://127.0.0.1.nip.example/x,127.0.0.1.nip.example"
    })
    void anotherPortOrClearTextElsewhereIsRefused(String address, String entry) {
        assertThatThrownBy(() -> CmaEndpoint.of(address, List.of(entry))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void controlCharactersOfTheAddressDoNotReachTheMessage() {
        assertThatThrownBy(() -> CmaEndpoint.of("not\na\u001b[31murl", CmaEndpoint.CATO_HOSTS))
                .message()
                .doesNotContain("\n", "\u001b");
    }
}
