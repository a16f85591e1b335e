package dev.ipsecsites.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
    @ParameterizedTest
    @CsvSource({"Tokyo, 5", "東京, 4", "ﾄｳｷｮｳ, 5", "（東京）, 8", "e\u0301, 1", "'', 0", "…, 1"})
    void aJapaneseCharacterTakesTwoColumns(String text, int width) {
        assertThat(Columns.width(text)).isEqualTo(width);
        assertThat(Columns.width(Columns.pad(text, 12))).isEqualTo(12);
    }

    @Test
    void aTextIsCutBetweenCharactersAndSaysSo() {
        assertThat(Columns.clip("東京データセンター", 9)).isEqualTo("東京デー…");
        assertThat(Columns.clip("東京", 4)).isEqualTo("東京");
    }

    @Test
    void onlyATerminalThatDoesNotRefuseIsColoured() {
        assertThat(Paint.of(true, Map.of("TERM", "xterm"))).isEqualTo(Paint.COLOURED);
        assertThat(Paint.of(false, Map.of("TERM", "xterm"))).isEqualTo(Paint.PLAIN);
        assertThat(Paint.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Paint.PLAIN);
        assertThat(Paint.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Paint.COLOURED);
        assertThat(Paint.of(true, Map.of("TERM", "dumb"))).isEqualTo(Paint.PLAIN);
        assertThat(Paint.PLAIN.paint(Paint.Colour.RED, "x")).isEqualTo("x");
        assertThat(Paint.COLOURED.paint(Paint.Colour.RED, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    }
}
