package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparesTest {
    private static final List<PopLocation> POPS = List.of(
            new PopLocation("1", "Tokyo", "Tokyo_Sta", "JP"),
            new PopLocation("2", "Osaka", "Osaka_Sta", "JP"),
            new PopLocation("3", "London", null, null),
            new PopLocation("4", "Singapore", null, null));

    @ParameterizedTest
    @CsvSource({
        // free addresses, PoPs in use → for the primary, then for the secondary
        "'London Singapore',        'Tokyo Osaka',      London 1,    Singapore 2",
        // One PoP doesn't get both tunnels, though it has two addresses.
        "'London London',           'Tokyo Osaka',      London 1,    ",
        "'London',                  'Tokyo Osaka',      London 1,    ",
        "'',                        'Tokyo Osaka',      ,            ",
        // A PoP that is in use already is no other PoP.
        "'Tokyo Osaka London',      'Tokyo Osaka',      London 3,    ",
        // The primary is away: Tokyo is its home and nobody else's, under either name.
        "'Tokyo Singapore',         'London Osaka',     Tokyo 1,     Singapore 2",
        "'Tokyo_Sta Singapore',     'London Osaka',     Tokyo_Sta 1, Singapore 2",
        "'Osaka Singapore',         'Tokyo London',     Singapore 2, Osaka 1",
        "'Osaka_Sta Singapore',     'Tokyo London',     Singapore 2, Osaka_Sta 1"
    })
    void givesEachRoleAnAddressWhereTheOtherIsNotAndWillNotBe(
            String free, String used, @Nullable String primary, @Nullable String secondary) {
        List<AllocatedAddress> spare = addresses(free);
        Spares spares = Spares.of(Sites.osaka().getSpec(), CatoSiteStatus.EMPTY, spare, addresses(used), spare, POPS);

        String first = spares.forRole(Role.PRIMARY).orElse(null);
        assertThat(first).isEqualTo(primary);
        assertThat((first == null ? spares : spares.without(first)).forRole(Role.SECONDARY))
                .isEqualTo(java.util.Optional.ofNullable(secondary));
    }

    @Test
    void leavesOutThePopOfAnAddressThatTheOtherRoleHasInTheManifest() {
        List<AllocatedAddress> all = List.of(address("Singapore", 1), address("London", 2), address("Singapore", 3));
        Spares spares = Spares.of(
                Sites.osaka("secondary: { allocatedAddress: \"Singapore 3\" }").getSpec(),
                CatoSiteStatus.EMPTY,
                all,
                List.of(),
                all,
                POPS);

        assertThat(spares.forRole(Role.PRIMARY)).contains("London 2");
    }

    @ParameterizedTest
    @CsvSource({
        // manifest's secondary, addresses of both repairs → those in force
        "popLocation: Osaka,             198.18.64.1, 198.18.64.1, 198.18.64.1, ",
        "popLocation: Osaka,             198.18.64.1, 198.18.96.1, 198.18.64.1, 198.18.96.1",
        "popLocation: Osaka,             ,            198.18.64.1, ,            198.18.64.1",
        "allocatedAddress: 198.18.64.1,  198.18.64.1, ,            ,            "
    })
    void anAddressThatTheOtherRoleHasStandsInForNone(
            String secondary,
            @Nullable String first,
            @Nullable String second,
            @Nullable String primaryInForce,
            @Nullable String secondaryInForce) {
        var site = Sites.osaka("repair: { anotherPoP: true }", "secondary: { " + secondary + " }");
        site.setStatus(CatoSiteStatus.EMPTY.toBuilder()
                .tunnels(List.of(repaired("PRIMARY1", first), repaired("SECONDARY1", second)))
                .build());

        assertThat(RepairedTunnel.inForce(site, Role.PRIMARY).orElseThrow().anotherAddress())
                .isEqualTo(primaryInForce);
        assertThat(RepairedTunnel.inForce(site, Role.SECONDARY).orElseThrow().anotherAddress())
                .isEqualTo(secondaryInForce);
        assertThat(SitePlanner.plan(site, Sites.ROUTER, Sites.MARK)).isInstanceOf(SitePlanner.Result.Planned.class);
    }

    private static SiteTunnelStatus repaired(String id, @Nullable String another) {
        return SiteTunnelStatus.unknown(id)
                .withRepair(new TunnelRepair(
                        RepairStep.ANOTHER_POP,
                        5,
                        "2026-11-23T12:00:00Z",
                        1L,
                        null,
                        List.of("AnotherPoP"),
                        another,
                        null));
    }

    /** {@code "London London"}: the addresses {@code London 1} and {@code London 2}. */
    private static List<AllocatedAddress> addresses(String pops) {
        List<String> names =
                Arrays.stream(pops.split(" ")).filter(p -> !p.isEmpty()).toList();
        return java.util.stream.IntStream.range(0, names.size())
                .mapToObj(i -> address(names.get(i), i + 1))
                .toList();
    }

    private static AllocatedAddress address(String pop, int number) {
        return new AllocatedAddress(pop + number, pop + " " + number, pop, null);
    }
}
