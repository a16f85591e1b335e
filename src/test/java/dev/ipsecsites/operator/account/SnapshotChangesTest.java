package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.AccountSnapshot.TunnelState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnapshotChangesTest {
    static SiteState site(String id, boolean connected, Long uptime) {
        TunnelState tunnel = new TunnelState("PRIMARY1", connected, "Tokyo", "198.51.100.20", uptime, null);
        String connectivity = connected ? "connected" : "disconnected";
        return new SiteState(id, "site-" + id, connectivity, "active", "Tokyo", false, List.of(), List.of(tunnel));
    }

    static AccountSnapshot snapshot(Instant at, SiteState... sites) {
        return new AccountSnapshot(
                at, Arrays.stream(sites).collect(Collectors.toMap(SiteState::id, Function.identity())));
    }

    private static AccountSnapshot snapshot(SiteState... sites) {
        return snapshot(Instant.EPOCH, sites);
    }

    @Test
    void theFirstSnapshotIsNewsOfAllSites() {
        assertThat(SnapshotChanges.between(null, snapshot(site("1", true, 5L), site("2", true, 5L))))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void timeThatPassesIsNoNews() {
        assertThat(SnapshotChanges.between(snapshot(site("1", true, 5L)), snapshot(site("1", true, 35L))))
                .isEmpty();
    }

    @Test
    void aSiteThatCameWentOrChangedIsNews() {
        AccountSnapshot before = snapshot(site("1", true, 5L), site("2", true, 5L), site("3", true, 5L));
        AccountSnapshot after = snapshot(site("2", false, 5L), site("3", true, 9L), site("4", true, 5L));
        assertThat(SnapshotChanges.between(before, after)).containsExactlyInAnyOrder("1", "2", "4");
    }

    @Test
    void aTunnelThatRestartedBetweenTwoPollsIsNews() {
        assertThat(SnapshotChanges.between(snapshot(site("1", true, 300L)), snapshot(site("1", true, 4L))))
                .containsExactly("1");
    }
}
