package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(TimelineFiles.read("osaka", Map.of(key, row.getBytes(StandardCharsets.UTF_8))))
                .singleElement()
                .satisfies(m -> assertThat(m.tunnel()).isEqualTo(whose));
    }

    /** As {@code kubectl create configmap --from-file} puts a file in: what isn't valid UTF-8 is encoded beside the others. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-31j", "EUC-JP", "UTF-16", "UTF-16LE"})
    void aFileInAnyEncodingOfASpreadsheetIsRead(String charset) {
        byte[] csv = ("\"日時\";\"トンネル\";\"内容\"\n\"2026/02/16 15:27:33\";\"プライマリ\";\"" + SAYS + "\"\n")
                .getBytes(Charset.forName(charset));
        ConfigMapBuilder map = new ConfigMapBuilder();
        if (charset.equals("UTF-8")) {
            map.addToData("a.csv", new String(csv, StandardCharsets.UTF_8));
        } else {
            map.addToBinaryData("a.csv", Base64.getEncoder().encodeToString(csv));
        }

        assertThat(TimelineFiles.read("osaka", TimelineFiles.of(map.build())))
                .singleElement()
                .satisfies(m -> assertThat(m.tunnel()).isEqualTo("PRIMARY1"))
                .satisfies(m -> assertThat(m.text()).isEqualTo(SAYS));
    }

    @Test
    void whatIsNoTextSaysNothing() {
        String archive = Base64.getEncoder().encodeToString(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 2, 3});

        assertThat(TimelineFiles.read(
                        "osaka",
                        TimelineFiles.of(new ConfigMapBuilder()
                                .addToBinaryData("a.zip", archive)
                                .build())))
                .isEmpty();
        assertThat(TimelineFiles.of(new ConfigMapBuilder().build())).isEmpty();
    }
}
