package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetellingTest {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)\\}");
    private static final Texts ENGLISH = new Texts(Language.ENGLISH);
    private static final Texts JAPANESE = new Texts(Language.JAPANESE);

    private final Retelling retelling = new Retelling(Language.JAPANESE);

    static Stream<String> sentences() {
        return ENGLISH.keys().stream()
                .filter(key -> key.startsWith("evidence.") || key.contains(".summary") || key.contains(".remedy"))
                .filter(key -> !key.equals("evidence.repeated"))
                .sorted();
    }

    /** Values as they are: addresses, numbers, words of commands. */
    @ParameterizedTest
    @MethodSource("sentences")
    void everySentenceOfADiagnosisIsSaidAgainWithItsValues(String key) {
        Map<String, String> values = new HashMap<>();
        PLACE.matcher(ENGLISH.form(key))
                .results()
                .forEach(place -> values.put(place.group(1), "198.51.100." + values.size()));
        assertThat(retelling.retell(ENGLISH.say(key, values))).contains(JAPANESE.say(key, values));
    }

    @Test
    void whatIsQuotedStaysAsItIs() {
        String quoted = "The tunnel went down 3 times in the last hour. \"unknown\" (2 times)";
        assertThat(retelling.retell("Cato's timeline, 2026-02-16T06:27:33Z: \"" + quoted + "\" (8 times)"))
                .contains("CatoのTimeline 2026-02-16T06:27:33Z: \"" + quoted + "\" (8回)");
    }

    @Test
    void theNameOfAParameterIsSaidInTheOtherLanguageToo() {
        assertThat(retelling.retell("Encryption of the IKE SA: Cato was told AES_CBC_256, the router has unknown."))
                .contains("IKE SAの暗号アルゴリズム: Catoの設定はAES_CBC_256、ルータの設定は不明です。");
        assertThat(retelling.retell("The router's identity (`ipsec ike local name 2`): the router has none."))
                .contains("ルータ側のID(`ipsec ike local name 2`): ルータの設定はnoneです。");
    }

    @Test
    void whatIsNoSentenceOfTheDiagnosisIsNotTranslated() {
        assertThat(retelling.retell("Take filter 100 out of the list.")).isEmpty();
        assertThat(retelling.retell("ip filter 100 reject * * udp * 500 (2 times)"))
                .isEmpty();
        assertThat(retelling.retell("")).isEmpty();
    }
}
