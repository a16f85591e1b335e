package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the evidence: an answer, the same one each time, that shows no key and doesn't claim to be certain of one message alone. */
class EnginePropertiesTest {
    private static final String KEY = "S3cretKeyOfOsaka";
    private static final List<String> PIECES = List.of(
            "Auth payload doesn't match",
            "DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's"
                    + " proposal 1",
            "PRF algorithm  in our proposal does not match",
            "INVALID_KE_PAYLOAD data:zzzz",
            "INVALID_KE_PAYLOAD data:000e",
            "GW:99999999",
            "Tunnel[1]",
            "IP Tunnel[1] Up",
            "IP Tunnel[1] Down",
            "[IKE2] receive notify NO_PROPOSAL_CHOSEN",
            "PPPOE[01] Disconnected, cause [",
            "Rejected at IN(",
            "ipsec ike pre-shared-key 1 text " + KEY,
            "psk=" + KEY,
            "203.0.113.10",
            "999.999.999.999",
            "ＤＨグループ",
            "\u0000\u001b[2J",
            "$1{0}{cato}",
            "\"\"\",;\t");

    @Provide
    Arbitrary<List<Message>> messages() {
        Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(40);
        Arbitrary<String> text = Arbitraries.oneOf(Arbitraries.of(PIECES), noise)
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join(" ", parts));
        return Combinators.combine(
                        Arbitraries.of(Message.Source.values()),
                        Arbitraries.longs().between(-100_000, 100_000).injectNull(0.2),
                        text,
                        Arbitraries.of("PRIMARY1", "SECONDARY1", "1", "").injectNull(0.5))
                .as((source, seconds, line, tunnel) ->
                        new Message(source, seconds == null ? null : NOW.plusSeconds(seconds), line, tunnel))
                .list()
                .ofMaxSize(12);
    }

    private static List<TunnelEvidence> tunnels(List<Message> messages, boolean ends) {
        TunnelEvidence bare =
                TunnelEvidence.of("PRIMARY1").withMessages(messages).withTimes(NOW.minus(Duration.ofHours(1)), null);
        return ends
                ? List.of(
                        Evidence.down().withMessages(messages),
                        Evidence.up().withMessages(messages).withFlaps(2, Duration.ofHours(1)),
                        TunnelEvidence.of("SECONDARY1"))
                : List.of(bare, TunnelEvidence.of("SECONDARY1"));
    }

    @Property(tries = 300)
    void answersTheSameEachTimeAndShowsNoKey(@ForAll("messages") List<Message> messages, @ForAll boolean ends) {
        var site = SiteEvidence.of("osaka", NOW, tunnels(messages, ends))
                .withMessages(messages)
                .withRefusals(List.of("psk: " + KEY));
        for (Language language : Language.values()) {
            var found = Engine.diagnose(site, language);
            assertThat(Engine.diagnose(site, language)).isEqualTo(found);
            for (Diagnosis diagnosis : found) {
                List<String> lines = new ArrayList<>(diagnosis.evidence());
                lines.addAll(diagnosis.against());
                lines.addAll(diagnosis.next());
                lines.add(diagnosis.remedy());
                lines.add(diagnosis.summary());
                assertThat(lines).noneMatch(line -> line.contains(KEY)).noneMatch(String::isBlank);
                assertThat(diagnosis.evidence()).hasSizeLessThanOrEqualTo(Diagnosis.LINES);
            }
        }
    }

    @Property(tries = 300)
    void isNeverCertainOfMessagesAlone(@ForAll("messages") List<Message> messages) {
        var alone = TunnelEvidence.of("PRIMARY1").withMessages(messages);
        assertThat(Engine.diagnose(SiteEvidence.of("osaka", NOW, List.of(alone))))
                .noneMatch(d -> d.confidence() == Confidence.CERTAIN);
    }

    @Property(tries = 200)
    void aTunnelThatIsDownIsNeverLeftWithoutAWord(@ForAll("messages") List<Message> messages) {
        var site = SiteEvidence.of("osaka", NOW, List.of(Evidence.down())).withMessages(messages);
        assertThat(Engine.diagnose(site)).isNotEmpty();
    }

    @Property(tries = 300)
    void readersTakeAnything(@ForAll String text) {
        var timeline = new TimelineReader("osaka");
        var log = new LogReader();
        for (String line : (text + "\n" + PIECES.getFirst() + "\"" + text).split("\n", -1)) {
            timeline.accept(line);
            log.accept("2024/01/29 18:38:23: " + line);
            log.accept(line);
        }
        assertThat(timeline.messages()).isNotNull();
        assertThat(log.messages(java.time.ZoneOffset.UTC)).isNotNull();
    }
}
