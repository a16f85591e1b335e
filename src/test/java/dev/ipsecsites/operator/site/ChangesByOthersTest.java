package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoChanges;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.operator.account.AccountChanges.Seen;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesByOthersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Set<Part> ALL = EnumSet.allOf(Part.class);
    private static final Map<Role, TunnelState> UP =
            Map.of(Role.PRIMARY, TunnelState.UP, Role.SECONDARY, TunnelState.UP);

    private final List<Seen> trail = new ArrayList<>();
    private @Nullable Instant lastSent;
    private Map<Role, TunnelState> tunnels = UP;
    private boolean may = true;

    private static CatoChanges standing(List<String> ownKeys, String... unsent) {
        return new CatoChanges(NOW.minusSeconds(3600).toString(), ownKeys, null, null, List.of(unsent));
    }

    private static Change by(@Nullable String admin, @Nullable String key, int secondsAgo, String kind) {
        return new Change(NOW.minusSeconds(secondsAgo), kind, "Site", "1", "osaka", admin, key);
    }

    private ChangesByOthersTest seen(Change change, int secondsAgo) {
        trail.add(new Seen(change, NOW.minusSeconds(secondsAgo)));
        return this;
    }

    private ChangesByOthersTest admin(int secondsAgo) {
        return seen(by("tanaka", null, secondsAgo, "MODIFIED"), secondsAgo - 1);
    }

    private ChangesByOthersTest key(String key, int secondsAgo) {
        return seen(by(null, key, secondsAgo, "MODIFIED"), secondsAgo - 1);
    }

    private ChangesByOthersTest sent(int secondsAgo) {
        lastSent = NOW.minusSeconds(secondsAgo);
        return this;
    }

    private ChangesByOthers found(@Nullable CatoChanges before) {
        return ChangesByOthers.of(new ChangesByOthers.Situation(before, trail, lastSent, ALL, tunnels, may, NOW));
    }

    @Test
    void whatHappenedBeforeTheFirstLookIsTakenForAgreed() {
        ChangesByOthers found = admin(60).found(null);
        assertThat(found.news()).isEmpty();
        assertThat(found.standing().until()).isEqualTo(NOW.toString());
        assertThat(found(new CatoChanges("garbage", List.of(), null, null, List.of()))
                        .news())
                .isEmpty();
    }

    @Test
    void whatAPersonDidInTheConsoleIsNewsOnce() {
        ChangesByOthers found = admin(60).found(standing(List.of()));
        assertThat(found.news()).hasSize(1);
        assertThat(found.standing().by()).isEqualTo("tanaka");
        assertThat(found.standing().at()).isEqualTo(NOW.minusSeconds(60).toString());
        ChangesByOthers again = found(found.standing());
        assertThat(again.news()).isEmpty();
        assertThat(again.standing()).isEqualTo(found.standing());
    }

    @Test
    void whatAppearsRightAfterASendingIsItsTraceAndTellsTheKeysName() {
        ChangesByOthers found = sent(70).key("ours", 68).found(standing(List.of()));
        assertThat(found.news()).isEmpty();
        assertThat(found.standing().ownKeys()).containsExactly("ours");
    }

    @Test
    void aTraceWithAnotherClockIsATraceAllTheSame() {
        ChangesByOthers found =
                sent(70).seen(by(null, "ours", 70 - 300, "MODIFIED"), 60).found(standing(List.of()));
        assertThat(found.news()).isEmpty();
        assertThat(found.standing().ownKeys()).containsExactly("ours");
    }

    @Test
    void twoKeysInOneTraceTeachNothingAndAreNotAnswered() {
        ChangesByOthers found = sent(70).key("a", 68).key("b", 67).found(standing(List.of()));
        assertThat(found.news()).isEmpty();
        assertThat(found.standing().ownKeys()).isEmpty();
    }

    @Test
    void besideATraceOfOurKeyAnothersChangeIsAnothers() {
        ChangesByOthers found =
                sent(70).key("ours", 68).key("theirs", 67).admin(66).found(standing(List.of("ours")));
        assertThat(found.news()).extracting(Change::by).containsExactly("API key theirs", "tanaka");
        assertThat(found.standing().ownKeys()).containsExactly("ours");
    }

    @Test
    void anUnknownKeyIsAnothersOnlyWhileOursIsKnown() {
        assertThat(key("theirs", 60).found(standing(List.of("ours"))).news()).hasSize(1);
        assertThat(found(standing(List.of())).news()).isEmpty();
        assertThat(found(standing(List.of("ours", "theirs"))).news()).isEmpty();
    }

    @Test
    void whoMadeTheSiteIsUs() {
        seen(by(null, "ours", 7200, "CREATED"), 60);
        ChangesByOthers found = key("theirs", 60).found(standing(List.of()));
        assertThat(found.standing().ownKeys()).containsExactly("ours");
        assertThat(found.news()).hasSize(1);
    }

    @Test
    void anAuthorWhomNobodyNamesIsNobody() {
        assertThat(seen(by(null, null, 60, "MODIFIED"), 59)
                        .found(standing(List.of("ours")))
                        .news())
                .isEmpty();
    }

    /** What is sent again after a person's change, by the states of the primary and the secondary. */
    @ParameterizedTest
    @CsvSource({
        "UP, UP, GENERAL",
        "DOWN, UP, GENERAL PRIMARY",
        "UP, NEGOTIATING, GENERAL SECONDARY",
        "DOWN, DOWN, GENERAL IPSEC PRIMARY SECONDARY",
        "DOWN, UNKNOWN, GENERAL PRIMARY",
        "UNKNOWN, UNKNOWN, GENERAL",
        "UNRECOGNIZED, DOWN, GENERAL SECONDARY",
    })
    void onlyWhatCutsNothingIsSentAgain(TunnelState primary, TunnelState secondary, String parts) {
        tunnels = Map.of(Role.PRIMARY, primary, Role.SECONDARY, secondary);
        ChangesByOthers found = admin(60).found(standing(List.of()));
        assertThat(found.resend()).extracting(Part::name).containsExactlyInAnyOrder(parts.split(" "));
        assertThat(found.standing().unsent())
                .doesNotContain(parts.split(" "))
                .hasSize(4 - found.resend().size());
    }

    @Test
    void whatWaitsIsSentWhenItsTunnelGoesDown() {
        tunnels = Map.of(Role.PRIMARY, TunnelState.UP, Role.SECONDARY, TunnelState.DOWN);
        ChangesByOthers found = found(standing(List.of(), "IPSEC", "PRIMARY", "SECONDARY"));
        assertThat(found.resend()).containsExactly(Part.SECONDARY);
        assertThat(found.standing().unsent()).containsExactly("IPSEC", "PRIMARY");
        assertThat(found.news()).isEmpty();
    }

    @Test
    void whereNothingMayBeSentItIsOnlySaid() {
        may = false;
        tunnels = Map.of(Role.PRIMARY, TunnelState.DOWN);
        ChangesByOthers found = admin(60).found(standing(List.of()));
        assertThat(found.news()).hasSize(1);
        assertThat(found.resend()).isEmpty();
        assertThat(found.standing().unsent()).hasSize(4);
    }

    @Test
    void aDeletionIsSaidAndLeftToWhoMakesSitesAnew() {
        ChangesByOthers found = seen(by("tanaka", null, 60, "DELETED"), 59).found(standing(List.of()));
        assertThat(found.news()).hasSize(1);
        assertThat(found.resend()).isEmpty();
        assertThat(found.standing().unsent()).isEmpty();
    }
}
