package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedTest {
    /** Its 80th column is a blank. */
    private static final String LIST =
            " ip pp secure filter in 200003 200020 200021 200022 200023 200024 200025 200030 200032 200080";

    private static final String ROUTE = "ip route default gateway pp 1";

    private static List<String> broken(String line, int columns) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < line.length(); at += columns) {
            pieces.add(line.substring(at, Math.min(line.length(), at + columns)));
        }
        return pieces;
    }

    private static List<String> file(String... lines) {
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            all.addAll(broken(line, 80));
        }
        return all;
    }

    @Test
    void aLineIsWholeAgain() {
        assertThat(RtxConfig.unwrapped(file(LIST, ROUTE))).containsExactly(LIST, ROUTE);
    }

    @Test
    void aBlankInTheLastColumnMayBeLost() {
        List<String> stripped =
                file(LIST, ROUTE).stream().map(String::stripTrailing).toList();
        assertThat(stripped.getFirst()).hasSize(79);
        assertThat(RtxConfig.unwrapped(stripped)).containsExactly(LIST, ROUTE);
    }

    @Test
    void anotherLineThatHasGrownSinceChangesNothing() {
        String key = "  ipsec ike pre-shared-key 1 text " + "X".repeat(64);
        List<String> lines = new ArrayList<>(file(LIST, ROUTE));
        lines.addAll(List.of(key, ROUTE, key, ROUTE));
        assertThat(RtxConfig.unwrapped(lines)).containsExactly(LIST, ROUTE, key, ROUTE, key, ROUTE);
    }

    @Test
    void aLineThatHasGrownItselfStillHasARest() {
        String header = "# main:  RTX1220 ver=00 serial=XXXXXXXXXXXXXXXX MAC-Address=ac:44:f2:b6:fe:c1 MAC-Addr";
        assertThat(RtxConfig.unwrapped(
                        List.of(header, "ess=ac:44:f2:b6:fe:c2", LIST.substring(0, 80), LIST.substring(80), ROUTE)))
                .containsExactly(header + "ess=ac:44:f2:b6:fe:c2", LIST, ROUTE);
    }

    /** Console columns 200: nothing was broken at the width of one of the shorter lines. */
    @Test
    void aFullLineBeforeAnUnknownCommandIsNotBrokenWhereOthersAreWider() {
        String line = "ip filter 1 pass * * tcp * " + "1".repeat(60);
        List<String> lines = List.of(line, "frobnicate all", LIST, LIST, ROUTE);
        assertThat(RtxConfig.unwrapped(lines)).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alarm entire off",
                "dashboard accumulate traffic on",
                "lan-map snapshot use lan1 on",
                "account threshold pp 1000",
                "ap select none",
                "no ip route default",
            })
    void aCommandBehindAFullLineIsNoRest(String command) {
        List<String> lines = file("ip filter 1 " + "x".repeat(68), command, LIST);
        assertThat(RtxConfig.unwrapped(lines)).containsExactly("ip filter 1 " + "x".repeat(68), command, LIST);
    }

    @ParameterizedTest
    @CsvSource({"tunnel 2 hide", "pp 1 filter 1", "dhcp lan2 weight 0"})
    void theNameOfAnInterfaceBeginsNoLine(String rest) {
        String route = "ip route 10.0.0.0/8 gateway 192.168.100.254 filter 1 2 3 4 5 6 7 8 9 10 gateway ";
        assertThat(route).hasSize(80);
        assertThat(RtxConfig.unwrapped(List.of(route, rest, LIST.substring(0, 80), LIST.substring(80))))
                .containsExactly(route + rest, LIST);
    }

    @Test
    void aFileInTheConfigurationEndsWhereItEnds() {
        List<String> lines = file("embedded file a.lua <<EOF", "x".repeat(80), "EOF", ROUTE, LIST);
        assertThat(RtxConfig.unwrapped(lines))
                .containsExactly("embedded file a.lua <<EOF", "x".repeat(80), "EOF", ROUTE, LIST);
        assertThat(RtxConfig.parse(String.join("\n", lines), 80).routes()).hasSize(1);
    }

    @Test
    void japaneseTakesTwoColumns() {
        String name = " description tunnel " + "東".repeat(29);
        assertThat(RtxConfig.unwrapped(List.of(name + "京", "都", LIST.substring(0, 80), LIST.substring(80))))
                .containsExactly(name + "京都", LIST);
        assertThat(RtxConfig.unwrapped(List.of("x" + name, "京都", LIST.substring(0, 80), LIST.substring(80))))
                .containsExactly("x" + name + "京都", LIST);
    }

    @Test
    void anyNumberOfRestsIsReadInNoTime() {
        List<String> rests = Collections.nCopies(100_000, "x".repeat(80));
        List<String> widths = IntStream.range(0, 20_000)
                .mapToObj(i -> "1".repeat(80 + i % 1_000))
                .toList();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(RtxConfig.unwrapped(rests)).hasSize(1);
            RtxConfig.unwrapped(widths);
        });
    }
}
