package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.CmaTunnels.Dh;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPIs in the router's debug log: which zero is wrong, and which is what every negotiation begins with. */
class HeadersTest {
    private static final String PSK = "Auth payload doesn't match the calculated one - wrong psk?";

    private static final String RAW = "%s %s";
    private static final String IN_WORDS = "GW:*/SA:4/INIT  initiator SPI: %s, responder SPI: %s";

    private static final String ZERO = "0000000000000000";

    /** The peer's group is refused; {@code again} is the SPI with which it comes back, {@code answer} the router's to that. */
    private static List<String> log(String form, String again, String answer) {
        String first = form.formatted("0a11223344556677", ZERO);
        return List.of(
                "SA:4/IKE temporarily assigned",
                "GW:*/SA:4/INIT receive message:",
                first,
                "GW:*/SA:4/INIT  ECP_521",
                "GW:*/SA:4/INIT cannot accept KE payload",
                "GW:*/SA:4/INIT  INVALID_KE_PAYLOAD data:000e",
                "GW:*/SA:4/INIT send message:",
                first,
                "GW:*/SA:4/INIT receive message:",
                form.formatted(again, ZERO),
                "GW:*/SA:4/INIT  MODP_2048",
                "GW:*/SA:4/INIT send message:",
                form.formatted(again, answer));
    }

    private static List<Message> read(List<String> lines, boolean timed) {
        var reader = new LogReader();
        lines.forEach(line -> reader.accept((timed ? "2024/05/20 13:00:00: " : "") + line));
        return reader.messages(ZoneOffset.ofHours(9));
    }

    /** As {@code show log reverse} prints them: the header comes before the line that says whose it is. */
    private static List<Message> readNewestFirst(List<String> lines) {
        var reader = new LogReader();
        for (int i = lines.size() - 1; i >= 0; i--) {
            reader.accept("2024/05/20 13:00:0" + (i < 8 ? 0 : 1) + ": " + lines.get(i));
        }
        return reader.messages(ZoneOffset.ofHours(9));
    }

    /** Cato chooses the group by itself. */
    private static List<String> words(List<Message> messages) {
        var cato = CatoHalf.NOTHING.withTold(Evidence.told(new Dh.Automatic(), null, null, new Dh.None()));
        return words(TunnelEvidence.of("PRIMARY1").withCato(cato).withMessages(messages));
    }

    private static List<String> words(TunnelEvidence tunnel) {
        return Evidence.diagnose(tunnel).stream().map(Evidence::words).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, IN_WORDS})
    void anAnswerOfZeroToTheSameInitiatorIsTheRoutersFault(String form) {
        var lines = log(form, "0a11223344556677", ZERO);
        assertThat(words(read(lines, true))).containsExactly("NoAnswerAfterInvalidKE Certain Cato");
        assertThat(words(readNewestFirst(lines))).containsExactly("NoAnswerAfterInvalidKE Certain Cato");
        assertThat(words(read(lines, false))).containsExactly("NoAnswerAfterInvalidKE Certain Cato");
    }

    @Test
    void aMessageOfTheNextExchangeCountsAgainstIt() {
        var lines = new ArrayList<>(log(RAW, "0a11223344556677", ZERO));
        lines.add("GW:1/SA:6/AUTH receive message:");
        assertThat(words(read(lines, true))).containsExactly("NoAnswerAfterInvalidKE Possible Cato");
    }

    @Test
    void messagesAloneMakeNothingCertain() {
        var alone = TunnelEvidence.of("PRIMARY1").withMessages(read(log(RAW, "0a11223344556677", ZERO), true));
        assertThat(words(alone)).containsExactly("NoAnswerAfterInvalidKE Likely Cato");
    }

    /** The peer begins anew, and is answered: that its requests have zero is as it should be. */
    @ParameterizedTest
    @ValueSource(strings = {RAW, IN_WORDS})
    void aFirstRequestHasZeroAlways(String form) {
        var lines = log(form, "77aa223344556677", "99bb223344556677");
        var messages = new ArrayList<>(read(lines, true));
        assertThat(words(messages)).containsExactly("NoAnswerAfterInvalidKE Possible Cato");
        messages.add(Message.timeline(messages.getLast().time(), PSK));
        messages.add(1, Message.timeline(messages.getFirst().time(), PSK));
        assertThat(words(messages))
                .containsExactly("AuthenticationMismatch Likely", "NoAnswerAfterInvalidKE Possible Cato");
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, IN_WORDS})
    void aRefusalHasZeroAsWell(String form) {
        var lines = log(form, "0a11223344556677", ZERO);
        var again = new ArrayList<>(lines.subList(0, 8));
        again.addAll(lines.subList(1, 8));
        assertThat(words(read(again, true))).containsExactly("NoAnswerAfterInvalidKE Likely Cato");
    }

    @Test
    void aHeaderOfAnotherGatewayIsNotThisTunnels() {
        List<Message> messages = Headers.joined(List.of(
                Message.routerLog(NOW, "GW:2/SA:9/AUTH send message:"),
                Message.routerLog(NOW, RAW.formatted("0a11223344556677", ZERO)),
                Message.routerLog(NOW, RAW.formatted("0a11223344556677", ZERO)),
                Message.routerLog(NOW, RAW.formatted("77aa223344556677", "99bb223344556677"))));
        assertThat(messages)
                .extracting(Message::text)
                .containsExactly("GW:2/SA:9/AUTH send message: 0a11223344556677 " + ZERO, "0a11223344556677 " + ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initiator SPI: 0a11223344556677, responder SPI: 0000000000000000",
                "GW:*/SA:4/INIT receive message: responder SPI 0000000000000000",
                "responder SPI: 0000000000000000",
                "spi_r = 0x0",
            })
    void aZeroThatNobodyAnsweredWithIsNoFailure(String line) {
        assertThat(Wordings.said(line).map(Wordings.Said::sign).filter(Sign::failure))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SA:4/INIT answer with responder SPI zero",
                "response with zero responder SPI",
                "replied, SPI_r = 0x0",
                "INIT send, responder SPI: 0000000000000000",
            })
    void anAnswerOfZeroIsRecognisedInWords(String line) {
        assertThat(Wordings.said(line).map(Wordings.Said::sign)).contains(Sign.ZERO_RESPONDER_SPI);
    }
}
