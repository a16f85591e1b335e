package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.AllocatedAddress;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.operator.account.AccountReadings.Reading;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressUseTest {
    private static final CatoSite OSAKA = Serialization.unmarshal("""
                    apiVersion: ipsec-sites.dev/v1alpha1
                    kind: CatoSite
                    metadata: { name: osaka, namespace: network }
                    spec: {}
                    status: { tunnels: [ { id: PRIMARY1, catoAddress: 203.0.113.30 } ] }
                    """, CatoSite.class);

    @Test
    void theListBeginsWithWhatASiteUsesBecauseALongOneIsCut() {
        var reading = new Reading(
                Instant.EPOCH,
                87,
                List.of(held("203.0.113.10"), held("203.0.113.20"), held("203.0.113.30")),
                new Cma.AddressQuota(8, 3));

        var use = AddressUse.of(reading, "network", List.of(OSAKA), "ours"::equals);

        assertThat(use.total()).as("quota").isEqualTo(8);
        assertThat(use.used()).as("allocated").isEqualTo(3);
        assertThat(use.addresses())
                .containsExactly(
                        new AllocatedAddress("203.0.113.30", "Tokyo", List.of("osaka"), true),
                        new AllocatedAddress("203.0.113.10", "Tokyo", List.of(), true),
                        new AllocatedAddress("203.0.113.20", "Tokyo", List.of(), true));
    }

    private static Cma.AllocatedAddress held(String address) {
        return new Cma.AllocatedAddress(address, address, "Tokyo", "ours");
    }
}
