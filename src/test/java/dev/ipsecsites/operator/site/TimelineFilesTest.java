package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineFilesTest {
    private static final String SAYS = "Auth payload doesn't match the calculated one - wrong psk?";

    @ParameterizedTest
    @CsvSource({
        // key, tunnel in the row → whose it is
        "a.csv,         PRIMARY1,   PRIMARY1",
        "secondary.csv, PRIMARY1,   PRIMARY1",
        "secondary.csv, ,           SECONDARY1",
        "Primary-2.csv, ,           PRIMARY2",
        "a.csv,         ,           "
    })
    void aKeySaysWhoseRowsTheyAreThatDoNotSayIt(String key, @Nullable String inRow, @Nullable String whose) {
        String row = "2026-11-23T10:00:01Z," + (inRow == null ? "" : inRow + ",") + "\"" + SAYS + "\"";

        assertThat(TimelineFiles.read("osaka", Map.of(key, row)))
                .singleElement()
                .satisfies(m -> assertThat(m.tunnel()).isEqualTo(whose));
    }
}
