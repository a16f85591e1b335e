package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.AllocatedIPPolicy;
import dev.ipsecsites.api.Allocation;
import dev.ipsecsites.api.Release;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.api.Sharing;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.operator.site.AddressChoice.Account;
import dev.ipsecsites.operator.site.AddressChoice.Choice;
import dev.ipsecsites.operator.site.AddressChoice.Holder;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddressChoiceTest {
    private static final SiteMark MARK = new SiteMark("o", "network", "osaka");
    private static final PopLocation TOKYO = new PopLocation("1", "Tokyo", null, "Japan");
    private static final PopLocation LONDON = new PopLocation("2", "London", null, "United Kingdom");

    @Test
    void keepsTheAddressThatTheRoleHas() {
        assertThat(choose("Tokyo", null, "203.0.113.2", account(List.of(free("203.0.113.1"), free("203.0.113.2")))))
                .isEqualTo(new Choice.Use(free("203.0.113.2")));
    }

    @Test
    void findsTheAddressThatALostAnswerLeft() {
        AllocatedAddress ours = at("203.0.113.9", "osaka primary [ipsec-sites o/network/osaka]");

        assertThat(choose("Tokyo", null, null, account(List.of(free("203.0.113.1"), ours))))
                .isEqualTo(new Choice.Use(ours));
    }

    @Test
    void doesNotTakeTheOtherRolesAddressNorAnotherSites() {
        List<AllocatedAddress> addresses = List.of(
                at("203.0.113.8", "osaka secondary [ipsec-sites o/network/osaka]"),
                at("203.0.113.9", "kobe primary [ipsec-sites o/network/kobe]"));

        assertThat(choose("Tokyo", null, null, account(addresses))).isEqualTo(new Choice.Allocate(TOKYO));
    }

    @Test
    void usesAFreeAddressBeforeItAllocates() {
        assertThat(choose("tokyo", null, null, account(List.of(free("203.0.113.1")))))
                .isEqualTo(new Choice.Use(free("203.0.113.1")));
    }

    @Test
    void namesTheHoldersWhenTheQuotaIsExhausted() {
        Account full = new Account(
                AllocatedIPPolicy.DEFAULT,
                1,
                List.of(TOKYO, LONDON),
                List.of(free("203.0.113.1")),
                Map.of("203.0.113.1", List.of(new Holder("network/kobe", "198.51.100.9"))));

        assertRefused(choose("Tokyo", null, null, full), "AddressQuotaExhausted", "network/kobe", "1 of 1");
        Account own = new Account(
                AllocatedIPPolicy.DEFAULT,
                1,
                List.of(TOKYO, LONDON),
                List.of(new AllocatedAddress("1", "203.0.113.1", "London", Sites.MARK.describe("osaka primary"))),
                Map.of());
        assertRefused(choose("Tokyo", null, null, own), "AddressQuotaExhausted", "network/osaka, this site");
    }

    @Test
    void sharesAtTheLimitOnlyWhenAllowedAndOnlyWithAnotherPublicAddress() {
        Account sharing = new Account(
                new AllocatedIPPolicy(Allocation.WHEN_MISSING, Sharing.ALLOWED, Release.WHEN_UNUSED, null),
                1,
                List.of(TOKYO),
                List.of(free("203.0.113.1")),
                Map.of("203.0.113.1", List.of(new Holder("network/kobe", "198.51.100.9"))));

        assertThat(choose("Tokyo", null, null, sharing)).isEqualTo(new Choice.Use(free("203.0.113.1")));
        Account same = new Account(
                sharing.policy(),
                1,
                List.of(TOKYO),
                sharing.addresses(),
                Map.of("203.0.113.1", List.of(new Holder("network/kobe", "198.51.100.20"))));
        assertRefused(choose("Tokyo", null, null, same), "AddressQuotaExhausted", "network/kobe");
    }

    @Test
    void refusesAnUnknownPopWithTheNamesThatThereAre() {
        assertRefused(choose("Atlantis", null, null, account(List.of())), "UnknownPopLocation", "London, Tokyo");
    }

    @Test
    void refusesAnAddressThatIsElsewhereOrNotOurs() {
        Account account = account(List.of(free("203.0.113.1")));

        assertRefused(choose("London", "203.0.113.1", null, account), "PopLocationMismatch", "at Tokyo");
        assertRefused(choose(null, "203.0.113.7", null, account), "AddressUnknown", "203.0.113.1 (Tokyo)");
    }

    @Test
    void neverAllocatesWhenToldSo() {
        Account never = new Account(
                new AllocatedIPPolicy(Allocation.NEVER, Sharing.AVOID, Release.WHEN_UNUSED, null),
                3,
                List.of(TOKYO),
                List.of(),
                Map.of());

        assertRefused(choose("Tokyo", null, null, never), "AddressMissing", "Never");
    }

    private static void assertRefused(Choice choice, String reason, String... fragments) {
        assertThat(choice).isInstanceOfSatisfying(Choice.Refused.class, r -> {
            assertThat(r.refusal().reason()).isEqualTo(reason);
            assertThat(r.refusal().sentence()).contains(fragments);
        });
    }

    private static Choice choose(
            @Nullable String pop, @Nullable String address, @Nullable String current, Account account) {
        DesiredTunnel tunnel = new DesiredTunnel(
                Role.PRIMARY,
                "osaka-primary1",
                pop,
                address,
                "WAN1",
                null,
                null,
                IdentificationType.IPV4,
                "198.51.100.20",
                true,
                null,
                null,
                null,
                new SecretKeyRef("osaka-primary1-psk", "psk"),
                true);
        return AddressChoice.choose(tunnel, MARK, current, account);
    }

    private static Account account(List<AllocatedAddress> addresses) {
        return new Account(AllocatedIPPolicy.DEFAULT, null, List.of(TOKYO, LONDON), addresses, Map.of());
    }

    private static AllocatedAddress free(String address) {
        return at(address, null);
    }

    private static AllocatedAddress at(String address, @Nullable String description) {
        return new AllocatedAddress("id-" + address, address, "Tokyo", description);
    }
}
