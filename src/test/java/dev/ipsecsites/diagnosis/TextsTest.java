package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both languages say the same. */
class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\w+\\}");
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ResourceBundle JAPANESE = bundle(Locale.JAPANESE);

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("dev.ipsecsites.diagnosis.texts", locale);
    }

    @Test
    void haveTheSameSentencesWithTheSameValues() {
        assertThat(new TreeSet<>(JAPANESE.keySet())).isEqualTo(new TreeSet<>(ENGLISH.keySet()));
        for (String key : ENGLISH.keySet()) {
            assertThat(places(JAPANESE.getString(key))).as(key).isEqualTo(places(ENGLISH.getString(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void haveSomethingToSayToEachCauseInEachLanguage(Cause cause) {
        for (String part : new String[] {".summary", ".remedy", ".next.1"}) {
            assertThat(ENGLISH.getString(cause.word() + part)).isNotBlank();
            assertThat(JAPANESE.getString(cause.word() + part))
                    .matches("(?s).*[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}].*|.*`.*");
        }
    }

    @Test
    void leaveNoPlaceForAValueOpen() {
        assertThat(new Texts(Language.ENGLISH).say("DHGroupMismatch.summary", Map.of("cato", "14", "router", "$1")))
                .isEqualTo("The DH groups differ: Cato has 14, the router $1.");
        assertThat(new Texts(Language.JAPANESE).say("DHGroupMismatch.summary", Map.of("cato", "14")))
                .isEqualTo("DHグループが一致しません。Catoは14、ルータは不明です。");
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(r -> r.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
