package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole configurations as others have them ({@code src/test/resources/foreign}): whatever stands there survives. */
class ForeignConfigsTest {
    private static final int COLUMNS = 80;

    @ParameterizedTest
    @ValueSource(strings = {"rtx1100-branch", "rtx1210-remote-access", "rtx1300-ipip"})
    void everyLineIsKeptAsItWasTyped(String name) throws IOException {
        String text = text(name);

        assertThat(lines(RtxConfig.parse(text, 0))).containsExactlyInAnyOrderElementsOf(expected(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtx1100-branch", "rtx1210-remote-access", "rtx1300-ipip"})
    void aConsoleOfEightyColumnsChangesNothing(String name) throws IOException {
        String text = text(name);

        assertThat(lines(RtxConfig.parse(wrapped(text), COLUMNS)))
                .containsExactlyInAnyOrderElementsOf(lines(RtxConfig.parse(text, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtx1100-branch", "rtx1210-remote-access"})
    void endsOfLinesAndBlanksBehindThemChangeNothing(String name) throws IOException {
        String text = text(name);

        assertThat(lines(RtxConfig.parse(text.replace("\n", "  \r\n"), 0)))
                .containsExactlyInAnyOrderElementsOf(lines(RtxConfig.parse(text, 0)));
    }

    @ParameterizedTest
    @CsvSource({"rtx1100-branch, RTX810, Rev.11.01.34", "rtx1210-remote-access, RTX1210, Rev.14.01.42"})
    void aPlanForTwoTunnelsTakesNothingAwayAndOverwritesOnlyListsAndTheDefaultRoute(
            String name, String model, String firmware) throws IOException {
        RtxConfig config = RtxConfig.parse(text(name), 0)
                .with(new Surroundings("192.168.100.9", new RouteTable(List.of(TestRouter.LAN, TestRouter.DEFAULT))));
        Set<ConfigKey> foreign = new HashSet<>(config.lines().keySet());

        RtxScript script = script(config, new RouterFacts(model, firmware, null));

        List<String> overwritten = new ArrayList<>();
        Context context = Context.global();
        for (RtxScript.Command command : script.commands()) {
            String line = command.line().text();
            if (line.startsWith("tunnel select") || line.startsWith("pp select")) {
                context = selected(line);
                continue;
            }
            boolean takes = line.startsWith("no ");
            ConfigLine read = ConfigLine.read(context, takes ? line.substring(3) : line);
            if (foreign.contains(read.key())) {
                overwritten.add(line);
            }
        }
        assertThat(overwritten)
                .allMatch(line -> line.matches(
                        "ip route default gateway .*|ip pp secure filter (?:in|out) .*" + "|ipsec auto refresh on"));
        assertThat(overwritten)
                .filteredOn(line -> line.contains("secure filter"))
                .allSatisfy(line -> assertThat(line.split(" ")).containsAll(members(config, line)));
    }

    @Test
    void aRouterWhoseTranslationLeadsIkeToItsOwnInsideGetsTunnelsThatStartThere() throws IOException {
        RtxConfig config = RtxConfig.parse(text("rtx1210-remote-access"), 0)
                .with(new Surroundings("192.168.100.9", new RouteTable(List.of(TestRouter.LAN, TestRouter.DEFAULT))));

        assertThat(script(config, new RouterFacts("RTX1210", "Rev.14.01.42", null))
                        .commands())
                .extracting(command -> command.line().text())
                .anyMatch(line -> line.matches("ipsec ike local address \\d+ 192\\.168\\.100\\.1"))
                .noneMatch(line -> line.startsWith("nat descriptor"));
    }

    @Test
    void tunnelsOfOtherKindsAreInNobodysWay() throws IOException {
        RtxConfig config = RtxConfig.parse(text("rtx1210-remote-access"), 0);

        assertThat(config.tunnelNumbers()).containsExactly(3, 4, 103, 104);
        assertThat(config.encapsulation(3)).isEqualTo("l2tp");
        assertThat(config.encapsulation(4)).isEqualTo("l2tpv3");
        assertThat(config.encapsulation(5)).isEqualTo("ipsec");
    }

    private static RtxScript script(RtxConfig config, RouterFacts facts) {
        RouterPlan plan = plan(config, facts);
        assertThat(plan).isInstanceOf(RouterPlan.Change.class);
        return (RtxScript) ((RouterPlan.Change) plan).script();
    }

    private static RouterPlan plan(RtxConfig config, RouterFacts facts) {
        LinkState link = new LinkState(
                "WAN1",
                "pp1",
                true,
                Intents.SITE,
                null,
                config.natDescriptor("pp1").orElse(null));
        return RtxPlanner.plan(
                new RouterIntent(
                        List.of(
                                Intents.tunnel(5, "cato-tokyo", Intents.TOKYO, "TokyoKey1234"),
                                Intents.tunnel(6, "cato-london", Intents.LONDON, "LondonKey5678")),
                        Intents.NUMBERS,
                        List.of(new RouterIntent.Link("WAN1", "pp1", null, null)),
                        null),
                new RouterObservation(Instant.EPOCH, facts, List.of(link), Map.of(), config),
                AppliedLines.NONE);
    }

    private static Context selected(String line) {
        String what = line.substring(line.lastIndexOf(' ') + 1);
        if (what.equals("none")) {
            return Context.global();
        }
        return line.startsWith("tunnel") ? new Context.Tunnel(Integer.parseInt(what)) : new Context.Pp(what);
    }

    /** The members of the list that a line replaces. */
    private static List<String> members(RtxConfig config, String line) {
        String direction = line.contains(" in ") ? "in" : "out";
        return config.get(new ConfigKey(new Context.Pp("1"), List.of("ip", "pp", "secure", "filter", direction)))
                .orElseThrow()
                .words();
    }

    private static List<String> lines(RtxConfig config) {
        return config.lines().values().stream()
                .map(line -> line.context() + String.join(" ", line.words()))
                .toList();
    }

    /** By another way: a line belongs to the block above it while it is indented, but for commands that mean the same everywhere. */
    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        String block = "";
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("embedded file")) {
                StringBuilder body = new StringBuilder();
                for (i++; !all.get(i).equals("EOF"); i++) {
                    body.append(all.get(i)).append('\n');
                }
                expected.add("embedded file notify.lua " + body);
                continue;
            }
            if (line.matches("(tunnel|pp) select .*")) {
                block = line.replace(" select ", " ") + ": ";
                continue;
            }
            boolean member =
                    line.startsWith(" ") && !line.strip().matches("(ipsec ike|ipsec sa|tunnel enable|pp enable).*");
            String words = line.strip().replaceAll("\"", "");
            // Ports that match everything mean the same as none.
            while (words.matches("ip filter \\d+ .*") && words.split(" ").length > 7 && words.endsWith(" *")) {
                words = words.substring(0, words.length() - 2);
            }
            expected.add((member ? block : "") + words);
        }
        return expected;
    }

    private static String wrapped(String text) {
        StringBuilder wrapped = new StringBuilder();
        for (String line : text.lines().toList()) {
            int width = 0;
            for (int c : line.codePoints().toArray()) {
                int wide = c < 0x80 ? 1 : 2;
                if (width + wide > COLUMNS) {
                    wrapped.append('\n');
                    width = 0;
                }
                wrapped.appendCodePoint(c);
                width += wide;
            }
            wrapped.append('\n');
        }
        return wrapped.toString();
    }

    private static String text(String name) throws IOException {
        try (InputStream in = ForeignConfigsTest.class.getResourceAsStream("/foreign/" + name + ".txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
