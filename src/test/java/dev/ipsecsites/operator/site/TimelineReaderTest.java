package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Message;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // key | row | time | tunnel
                "a.csv        | 2026-11-23T10:00:01Z,PRIMARY1,\"wrong psk?\" | 2026-11-23T10:00:01Z | PRIMARY1",
                "a.csv        | 2026-11-23 10:00:01.250;Secondary 2;wrong psk? | 2026-11-23T10:00:01Z | SECONDARY2",
                "secondary.csv| 2026/11/23 10:00:01,wrong psk?               | 2026-11-23T10:00:01Z | SECONDARY1",
                "a.csv        | wrong psk?                                    |                      |",
                "a.csv        | 2026-99-99T10:00:01Z,wrong psk?               |                      |"
            })
    void findsTimeAndTunnelAnywhereInARow(String key, String row, @Nullable Instant time, @Nullable String tunnel) {
        List<Message> read = TimelineReader.read(Map.of(key, row));

        assertThat(read).singleElement().satisfies(m -> {
            assertThat(m.time()).isEqualTo(time);
            assertThat(m.tunnel()).isEqualTo(tunnel);
            assertThat(m.text()).contains("wrong psk?");
        });
    }

    @Test
    void readsNoMoreThanItsShare() {
        String rows = String.join("\r\n", Collections.nCopies(TimelineReader.MOST_ROWS + 100, "row")) + "\r\nlast";

        List<Message> read = TimelineReader.read(Map.of("a", rows, "b", ""));

        assertThat(read).hasSize(TimelineReader.MOST_ROWS);
        assertThat(read.getLast().text()).isEqualTo("last");
    }
}
