package dev.ipsecsites.cases;

import static dev.ipsecsites.cases.Capture.Kind.BOTH_TIMELINES;
import static dev.ipsecsites.cases.Capture.Kind.CONFIG;
import static dev.ipsecsites.cases.Capture.Kind.LOG;
import static dev.ipsecsites.cases.Capture.Kind.MANIFEST;
import static dev.ipsecsites.cases.Capture.Kind.SA;
import static dev.ipsecsites.cases.Capture.Kind.TECHINFO;
import static dev.ipsecsites.cases.Capture.Kind.TIMELINE;
import static dev.ipsecsites.cases.Capture.Kind.TUNNEL;
import static dev.ipsecsites.lab.rtx.device.ConsoleCharset.ASCII;
import static dev.ipsecsites.lab.rtx.device.ConsoleCharset.EUC;
import static dev.ipsecsites.lab.rtx.device.ConsoleCharset.SJIS;
import static dev.ipsecsites.lab.rtx.device.ConsoleCharset.UTF8;
import static dev.ipsecsites.lab.rtx.device.RtxModel.RTX1210;
import static dev.ipsecsites.lab.rtx.device.RtxModel.RTX1220;
import static dev.ipsecsites.lab.rtx.device.RtxModel.RTX1300;
import static dev.ipsecsites.lab.rtx.device.RtxModel.RTX810;
import static dev.ipsecsites.lab.rtx.device.RtxModel.RTX830;
import static dev.ipsecsites.lab.rtx.device.RtxModel.VRX;

import dev.ipsecsites.cases.Recipe.Story;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The cases that the simulators make. Their labels are in {@code labels-sim.yaml}, written by hand. */
final class Recipes {
    private static final SiteSettings OLD = SiteSettings.of(RTX810, SJIS);
    private static final SiteSettings JAPANESE_1220 = SiteSettings.of(RTX1220, UTF8);
    private static final SiteSettings MIDDLE = SiteSettings.of(RTX830, EUC);
    private static final SiteSettings NEW = SiteSettings.of(RTX1300, ASCII);

    /** Longer than every retry and keepalive. */
    private static final int A_WHILE = 75;

    private Recipes() {}

    static List<Recipe> all() {
        List<Recipe> all = new ArrayList<>();
        authentication(all);
        groups(all);
        algorithms(all);
        unlimited(all);
        silence(all);
        addresses(all);
        afterwards(all);
        traffic(all);
        healthy(all);
        damagedFiles(all);
        otherModels(all);
        return all;
    }

    /** Typed before anything was switched on; then a while goes by. */
    private static Story typed(String... lines) {
        return site -> site.type(lines).pass(A_WHILE);
    }

    /** Typed after a minute of service. */
    private static Story later(String... lines) {
        return site -> site.pass(60).type(lines).pass(A_WHILE);
    }

    private static void authentication(List<Recipe> all) {
        Story key = typed("ipsec ike pre-shared-key 1 text another1");
        all.add(Recipe.of("sim-psk-rtx810-timeline", OLD, key, TIMELINE));
        all.add(Recipe.of("sim-psk-rtx810-log", OLD, key, LOG));
        all.add(Recipe.of("sim-psk-rtx830-timeline-log", MIDDLE, key, TIMELINE, LOG));
        all.add(Recipe.of("sim-psk-rtx1220-timeline-config", JAPANESE_1220, key, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-psk-rtx1300-everything", NEW, key, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST));
        all.add(Recipe.of("sim-psk-rtx1300-techinfo", NEW, key, TECHINFO));
        all.add(Recipe.of(
                "sim-psk-secondary-rtx1220",
                JAPANESE_1220,
                typed("ipsec ike pre-shared-key 2 text another2"),
                BOTH_TIMELINES,
                TUNNEL));
        all.add(Recipe.of(
                "sim-psk-changed-later-rtx830",
                MIDDLE,
                later("ipsec ike pre-shared-key 1 text another1"),
                TIMELINE,
                LOG));
        Story untyped = typed("ipsec ike local name 1 192.0.2.10");
        all.add(Recipe.of("sim-name-without-type-rtx810-config", OLD, untyped, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-name-without-type-rtx1300-timeline", NEW, untyped, TIMELINE));
        all.add(Recipe.of("sim-name-without-type-rtx1300-manifest", NEW, untyped, TIMELINE, CONFIG, MANIFEST));
        Story remote = typed("ipsec ike remote name 1 203.0.113.99 ipv4-addr");
        all.add(Recipe.of("sim-remote-name-rtx1220-config", JAPANESE_1220, remote, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-remote-name-rtx830-log-config", MIDDLE, remote, LOG, CONFIG));
    }

    private static void groups(List<Recipe> all) {
        Story other = typed("ipsec ike group 1 modp1536");
        all.add(Recipe.of("sim-group-rtx810-timeline", OLD, other, TIMELINE));
        all.add(Recipe.of("sim-group-rtx810-timeline-config", OLD, other, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-group-rtx830-log", MIDDLE, other, LOG));
        all.add(Recipe.of("sim-group-rtx1220-manifest-config", JAPANESE_1220, other, CONFIG, MANIFEST));
        all.add(Recipe.of("sim-group-rtx1300-everything", NEW, other, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST));
        all.add(Recipe.of(
                "sim-group-secondary-rtx1300", NEW, typed("ipsec ike group 2 modp1024"), BOTH_TIMELINES, LOG, TUNNEL));
        // Cato begins with a group of its own choice; the router waits.
        SiteSettings guessing = SiteSettings.of(RTX830, ASCII).init("dhGroup", "AUTOMATIC");
        Story waiting = typed("no ipsec auto refresh");
        all.add(Recipe.of("sim-automatic-group-rtx830-log", guessing, waiting, LOG));
        all.add(Recipe.of("sim-automatic-group-rtx830-timeline", guessing, waiting, TIMELINE));
        all.add(Recipe.of("sim-automatic-group-rtx830-both", guessing, waiting, TIMELINE, LOG));
        all.add(Recipe.of("sim-automatic-group-rtx830-both-config", guessing, waiting, TIMELINE, LOG, CONFIG));
    }

    private static void algorithms(List<Recipe> all) {
        Story shorter = typed("ipsec ike encryption 1 aes-cbc");
        all.add(Recipe.of("sim-cipher-length-rtx810-timeline", OLD.init("cipher", "AES_CBC_256"), shorter, TIMELINE));
        all.add(Recipe.of("sim-cipher-length-rtx1300-log", NEW.init("cipher", "AES_CBC_256"), shorter, LOG));
        all.add(Recipe.of(
                "sim-cipher-length-rtx1220-everything",
                JAPANESE_1220.init("cipher", "AES_CBC_256"),
                shorter,
                TIMELINE,
                LOG,
                CONFIG,
                SA,
                TUNNEL,
                MANIFEST));
        all.add(Recipe.of("sim-cipher-gcm-rtx830-timeline", MIDDLE.init("cipher", "AES_GCM_256"), typed(), TIMELINE));
        all.add(Recipe.of(
                "sim-cipher-gcm-rtx1300-timeline-config",
                NEW.init("cipher", "AES_GCM_256"),
                typed(),
                TIMELINE,
                CONFIG));
        all.add(Recipe.of(
                "sim-cipher-child-rtx1220",
                JAPANESE_1220.auth("cipher", "AES_CBC_128"),
                typed(),
                TIMELINE,
                CONFIG,
                SA));
        all.add(Recipe.of("sim-prf-rtx810-timeline", OLD.init("prf", "SHA384"), typed(), TIMELINE));
        all.add(Recipe.of("sim-prf-rtx1300-timeline-log", NEW.init("prf", "SHA1"), typed(), TIMELINE, LOG));
        all.add(Recipe.of("sim-prf-rtx830-config", MIDDLE.init("prf", "SHA512"), typed(), TIMELINE, CONFIG));
        all.add(Recipe.of("sim-integrity-rtx810-timeline", OLD.init("integrity", "SHA1"), typed(), TIMELINE));
        all.add(Recipe.of(
                "sim-integrity-rtx1220-config", JAPANESE_1220.init("integrity", "SHA512"), typed(), TIMELINE, CONFIG));
        all.add(Recipe.of(
                "sim-integrity-child-rtx830",
                MIDDLE.auth("integrity", "SHA256"),
                typed("ipsec sa policy 1 1 esp aes256-cbc sha-hmac"),
                TIMELINE,
                CONFIG));
        all.add(Recipe.of(
                "sim-hash-rtx810-timeline",
                OLD.init("prf", "SHA256").init("integrity", "SHA256"),
                typed("ipsec ike hash 1 sha"),
                TIMELINE));
        all.add(Recipe.of(
                "sim-hash-rtx1300-log",
                NEW.init("prf", "SHA256").init("integrity", "SHA256"),
                typed("ipsec ike hash 1 sha"),
                LOG));
        all.add(Recipe.of(
                "sim-hash-rtx1220-manifest-config", JAPANESE_1220, typed("ipsec ike hash 1 sha"), CONFIG, MANIFEST));
        all.add(Recipe.of(
                "sim-proposal-log-config-rtx830",
                MIDDLE.init("cipher", "AES_CBC_256"),
                typed("ipsec ike encryption 1 aes-cbc"),
                LOG,
                CONFIG));
    }

    private static void unlimited(List<Recipe> all) {
        SiteSettings old = OLD.init("dhGroup", "DH_14_MODP2048");
        Story forgotten = typed("no ipsec ike proposal-limitation 1");
        all.add(Recipe.of("sim-unlimited-rtx810-timeline", old, forgotten, TIMELINE));
        all.add(Recipe.of("sim-unlimited-rtx810-timeline-config", old, forgotten, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-unlimited-rtx810-everything", old, forgotten, TIMELINE, LOG, CONFIG, SA, TUNNEL));
        all.add(Recipe.of("sim-unlimited-rtx810-log", old, forgotten, LOG));
        all.add(Recipe.of(
                "sim-unlimited-rtx1300-timeline-config",
                NEW.init("dhGroup", "DH_5_MODP1536"),
                forgotten,
                TIMELINE,
                CONFIG));
        all.add(Recipe.of("sim-unlimited-rtx1220-config", JAPANESE_1220, forgotten, CONFIG));
    }

    private static void silence(List<Recipe> all) {
        Story tokyoFiltered = typed("no ip filter 200041");
        SiteSettings old = OLD.responderOnly();
        all.add(Recipe.of("sim-filter-in-rtx810-no-timeline", old, tokyoFiltered, TIMELINE));
        all.add(Recipe.of("sim-filter-in-rtx810-config", old, tokyoFiltered, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-filter-in-rtx810-config-log", old, tokyoFiltered, TIMELINE, CONFIG, LOG, TUNNEL));
        all.add(Recipe.of(
                "sim-filter-out-rtx1300-config",
                NEW,
                typed(
                        "ip filter 200098 reject * 203.0.113.10 udp * *",
                        "pp select 1",
                        "ip pp secure filter out 200098 200099",
                        "pp select none"),
                TIMELINE,
                CONFIG));
        Story noWay = typed("no ip route 203.0.113.10");
        all.add(Recipe.of("sim-route-rtx810-config", old, noWay, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-route-rtx1220-techinfo", JAPANESE_1220.responderOnly(), noWay, TIMELINE, TECHINFO));
        all.add(Recipe.of(
                "sim-route-into-tunnel-rtx830",
                MIDDLE,
                typed("ip route 203.0.113.10 gateway tunnel 2"),
                TIMELINE,
                CONFIG,
                TUNNEL));
        Story wrongPop = typed("ipsec ike remote address 1 203.0.113.99");
        all.add(Recipe.of(
                "sim-remote-address-rtx1220-manifest",
                JAPANESE_1220.responderOnly(),
                wrongPop,
                TIMELINE,
                CONFIG,
                MANIFEST));
        all.add(Recipe.of("sim-remote-address-rtx1300-no-timeline", NEW.responderOnly(), wrongPop, TIMELINE, TUNNEL));
        Story off = typed("no tunnel enable 1");
        all.add(Recipe.of("sim-disabled-rtx810-tunnel", OLD, off, TUNNEL));
        all.add(Recipe.of("sim-disabled-rtx1300-tunnel", NEW, off, TIMELINE, TUNNEL));
        all.add(Recipe.of("sim-disabled-rtx1220-config", JAPANESE_1220, off, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-disabled-later-rtx830", MIDDLE, later("no tunnel enable 1"), TIMELINE, LOG, TUNNEL));
        Story lineDown = site -> {
            site.pass(60);
            site.router().wan(site.router().wan().withUp(false));
            site.pass(A_WHILE);
        };
        all.add(Recipe.of("sim-pppoe-down-rtx810-log", OLD, lineDown, LOG));
        all.add(Recipe.of("sim-pppoe-down-rtx1300-techinfo", NEW, lineDown, TECHINFO));
        all.add(Recipe.of("sim-pppoe-down-rtx1220-timeline-log", JAPANESE_1220, lineDown, TIMELINE, LOG, TUNNEL));
        all.add(Recipe.of("sim-pp-disabled-rtx1300-techinfo", NEW, later("no pp enable 1"), TECHINFO));
        SiteSettings dhcp = SiteSettings.of(RTX1220, ASCII).wan(Wan.dhcp("192.0.2.10", "192.0.2.1"));
        all.add(Recipe.of("sim-dhcp-down-rtx1220-techinfo", dhcp, lineDown, TECHINFO, TIMELINE));
        all.add(Recipe.of(
                "sim-no-key-rtx830-config", MIDDLE, typed("no ipsec ike pre-shared-key 1"), TIMELINE, CONFIG));
        all.add(Recipe.of("sim-no-files-that-say-anything", NEW.responderOnly(), noWay, TUNNEL));
    }

    private static void addresses(List<Recipe> all) {
        SiteSettings moved = OLD.siteAddress("192.0.2.99");
        all.add(Recipe.of("sim-wan-address-rtx810-config-manifest", moved, typed(), TIMELINE, CONFIG, MANIFEST));
        all.add(Recipe.of(
                "sim-wan-address-rtx1300-techinfo-manifest",
                NEW.siteAddress("192.0.2.99"),
                typed(),
                TECHINFO,
                MANIFEST));
        all.add(Recipe.of("sim-wan-address-rtx830-no-timeline", MIDDLE.siteAddress("192.0.2.99"), typed(), TIMELINE));
        Story reconnected = site -> {
            site.pass(60);
            site.router().wan(site.router().wan().withAddress("192.0.2.77"));
            site.pass(A_WHILE);
        };
        all.add(Recipe.of("sim-address-changed-rtx810-log-config", OLD, reconnected, LOG, CONFIG));
        all.add(Recipe.of("sim-address-changed-rtx1300-techinfo", NEW, reconnected, TECHINFO, TIMELINE, MANIFEST));
        SiteSettings behind = SiteSettings.of(RTX1220, ASCII).wan(Wan.fixed("192.168.1.2", "192.168.1.1"));
        all.add(Recipe.of("sim-nat-rtx1220-config", behind, typed(), TIMELINE, CONFIG));
        all.add(Recipe.of("sim-nat-rtx1220-everything", behind, typed(), TIMELINE, CONFIG, LOG, TUNNEL, MANIFEST));
        SiteSettings translated = SiteSettings.of(RTX1220, ASCII)
                .wan(Wan.fixed("192.168.1.2", "192.168.1.1").behind(SiteSettings.SITE));
        Story named =
                typed("ipsec ike local name 1 192.0.2.10 ipv4-addr", "ipsec ike local name 2 192.0.2.10 ipv4-addr");
        all.add(Recipe.of("sim-nat-up-rtx1220-tunnel-config", translated, named, TUNNEL, CONFIG));
        all.add(Recipe.of(
                "sim-nat-up-rtx1220-everything", translated, named, TIMELINE, CONFIG, LOG, SA, TUNNEL, MANIFEST));
        all.add(Recipe.of("sim-nat-up-rtx1220-tunnel", translated, named, TUNNEL));
        Story twice = site -> site.pass(A_WHILE);
        all.add(Recipe.of("sim-duplicate-address-two-manifests", NEW, twice, MANIFEST, CONFIG)
                .damaged(addManifest("nara", "192.168.101.0/24", "nara-rtx", "1", "2")));
        all.add(Recipe.of("sim-tunnel-number-clash-manifests", NEW, twice, MANIFEST)
                .damaged(addManifest("osaka-guests", "192.168.102.0/24", "osaka-rtx", "1", "2")));
    }

    /** A second site beside the first in the same file. */
    private static UnaryOperator<Map<String, String>> addManifest(
            String name, String range, String router, String first, String second) {
        boolean otherRouter = !router.equals("osaka-rtx");
        return files -> {
            Map<String, String> changed = new LinkedHashMap<>(files);
            changed.computeIfPresent("site.yaml", (file, text) -> {
                String other = text.substring(text.indexOf("---\n") + 4)
                        .replace("name: osaka,", "name: " + name + ",")
                        .replace("name: osaka-rtx }", "name: " + router + " }")
                        .replace("192.168.100.0/24", range)
                        .replace("tunnelNumber: 1 }", "tunnelNumber: " + first + " }")
                        .replace("tunnelNumber: 2 }", "tunnelNumber: " + second + " }");
                if (!otherRouter) {
                    // Another pair of PoP addresses: only the numbers clash.
                    other = other.replace("203.0.113.10", "203.0.113.30").replace("203.0.113.20", "203.0.113.40");
                }
                String box = otherRouter
                        ? text.substring(0, text.indexOf("---\n"))
                                        .replace("osaka-rtx", router)
                                        .replace("192.168.100.1", "192.168.101.1")
                                + "---\n"
                        : "";
                return text + "---\n" + box + other;
            });
            return changed;
        };
    }

    private static void afterwards(List<Recipe> all) {
        Story pfs = site -> site.type("ipsec ike pfs 1 on", "ipsec ike child-exchange type 1 2")
                .pass(30)
                .leap(Duration.ofSeconds(2_690))
                .pass(40);
        all.add(Recipe.of("sim-pfs-rtx1300-timeline", NEW, pfs, TIMELINE));
        all.add(Recipe.of("sim-pfs-rtx1220-log", JAPANESE_1220, pfs, LOG));
        all.add(Recipe.of("sim-pfs-rtx830-timeline-config", MIDDLE, pfs, TIMELINE, CONFIG));
        all.add(Recipe.of("sim-pfs-rtx1300-everything", NEW, pfs, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST));
        Story popCut = site -> {
            site.pass(60);
            site.cato().cutPop("Tokyo");
            site.pass(120);
        };
        all.add(Recipe.of("sim-pop-cut-rtx810-log", OLD, popCut, LOG, TUNNEL));
        all.add(Recipe.of("sim-pop-cut-rtx1300-both-timelines", NEW, popCut, BOTH_TIMELINES));
        all.add(Recipe.of(
                "sim-pop-cut-rtx1220-everything", JAPANESE_1220, popCut, BOTH_TIMELINES, LOG, CONFIG, SA, TUNNEL));
        Story flapping = site -> {
            site.pass(60);
            for (int i = 0; i < 6; i++) {
                site.cato().cutPop("Tokyo");
                site.pass(70);
                site.cato().restorePop("Tokyo");
                site.pass(50);
            }
        };
        all.add(Recipe.of("sim-flapping-rtx810-log", OLD, flapping, LOG));
        all.add(Recipe.of("sim-flapping-rtx1300-timeline", NEW, flapping, TIMELINE));
        all.add(Recipe.of("sim-flapping-rtx1220-everything", JAPANESE_1220, flapping, TIMELINE, LOG, TUNNEL, SA));
        Story lives = typed("ipsec ike duration ike-sa 1 28800", "ipsec ike duration child-sa 1 28800");
        all.add(Recipe.of("sim-lifetime-rtx1220-config-manifest", JAPANESE_1220, lives, CONFIG, MANIFEST, TUNNEL));
        all.add(Recipe.of("sim-lifetime-rtx1300-techinfo-manifest", NEW, lives, TECHINFO, MANIFEST));
        SiteSettings years = NEW.routerClock(Duration.ofDays(-365L * 20));
        all.add(Recipe.of("sim-clock-years-rtx1300", years, typed(), TIMELINE, LOG, TUNNEL));
        all.add(Recipe.of(
                "sim-clock-years-rtx1300-psk",
                years,
                typed("ipsec ike pre-shared-key 1 text another1"),
                TIMELINE,
                LOG));
        Story locked = site -> {
            site.pass(60);
            site.cato().cutPop("Tokyo");
            site.cato().cutPop("London");
            site.pass(120);
        };
        all.add(Recipe.of("sim-both-pops-cut-rtx1300", NEW, locked, BOTH_TIMELINES, LOG, TUNNEL));
    }

    private static void traffic(List<Recipe> all) {
        Story espDropped = typed("no ip filter 200040");
        all.add(Recipe.of("sim-one-way-rtx810-tunnel", OLD, espDropped, TUNNEL, TIMELINE));
        all.add(Recipe.of("sim-one-way-rtx1300-tunnel-sa", NEW, espDropped, TUNNEL, SA));
        all.add(Recipe.of("sim-one-way-rtx1220-config", JAPANESE_1220, espDropped, TUNNEL, SA, CONFIG));
        Story wide =
                typed("tunnel select 1", "ip tunnel mtu 1500", "ip tunnel tcp mss limit off", "tunnel select none");
        all.add(Recipe.of("sim-mtu-rtx1300-config-tunnel", NEW, wide, CONFIG, TUNNEL));
        all.add(Recipe.of("sim-mtu-rtx810-techinfo", OLD, wide, TECHINFO));
        Story noDefault = typed("ip route default gateway pp 1");
        all.add(Recipe.of("sim-no-route-into-tunnel-rtx1300", NEW, noDefault, TECHINFO));
    }

    private static void healthy(List<Recipe> all) {
        Story fine = typed();
        all.add(Recipe.of("sim-healthy-rtx810-everything", OLD, fine, BOTH_TIMELINES, LOG, CONFIG, SA, TUNNEL));
        all.add(Recipe.of("sim-healthy-rtx830-techinfo", MIDDLE, fine, TECHINFO));
        all.add(Recipe.of("sim-healthy-rtx1220-timeline", JAPANESE_1220, fine, BOTH_TIMELINES));
        all.add(Recipe.of(
                "sim-healthy-rtx1300-everything", NEW, fine, BOTH_TIMELINES, LOG, CONFIG, SA, TUNNEL, MANIFEST));
        all.add(Recipe.of("sim-healthy-rtx1300-tunnel-sa", NEW, fine, SA, TUNNEL));
        Story repaired = site -> site.type("ipsec ike pre-shared-key 1 text another1")
                .pass(45)
                .type("ipsec ike pre-shared-key 1 text " + SiteSettings.TOKYO_KEY)
                .pass(60);
        all.add(Recipe.of("sim-repaired-rtx810-timeline-tunnel", OLD, repaired, TIMELINE, TUNNEL));
        all.add(Recipe.of("sim-repaired-rtx1220-log-tunnel-sa", JAPANESE_1220, repaired, LOG, TUNNEL, SA));
        Story renewed = site -> site.pass(30).leap(Duration.ofSeconds(2_690)).pass(30);
        all.add(Recipe.of("sim-healthy-renewed-rtx1300", NEW, renewed, TIMELINE, LOG, TUNNEL, SA));
    }

    private static void damagedFiles(List<Recipe> all) {
        Story key = typed("ipsec ike pre-shared-key 1 text another1");
        Story group = typed("ipsec ike group 1 modp1536");
        all.add(Recipe.of("sim-sjis-files-rtx810", OLD, key, TIMELINE, CONFIG, TUNNEL)
                .in(Charset.forName("windows-31j")));
        all.add(Recipe.of("sim-euc-files-rtx830", MIDDLE, typed("no tunnel enable 1"), TUNNEL)
                .in(Charset.forName("EUC-JP")));
        all.add(Recipe.of("sim-utf16-files-rtx1220", JAPANESE_1220, group, TIMELINE, TUNNEL)
                .in(StandardCharsets.UTF_16));
        all.add(Recipe.of("sim-wrapped-at-80-rtx810", OLD.columns(80), group, TIMELINE, LOG, CONFIG, SA, TUNNEL));
        all.add(Recipe.of(
                "sim-wrapped-at-80-disabled-rtx830", MIDDLE.columns(80), typed("no tunnel enable 1"), CONFIG, TUNNEL));
        all.add(Recipe.of("sim-truncated-timeline-rtx1300", NEW, group, TIMELINE)
                .damaged(each("timeline.csv", text -> text.substring(0, text.length() - 40))));
        all.add(Recipe.of("sim-truncated-config-rtx1220", JAPANESE_1220, key, TIMELINE, CONFIG)
                .damaged(each("config.txt", text -> text.substring(0, text.length() / 3))));
        all.add(Recipe.of("sim-other-columns-rtx1300", NEW, key, TIMELINE)
                .damaged(each(
                        "timeline.csv",
                        text -> text.lines()
                                .skip(1)
                                .map(row -> "\"osaka\";" + row.substring(row.indexOf('"')) + ";" + row.substring(0, 20))
                                .collect(Collectors.joining("\r\n", "サイト;メッセージ;日時\r\n", "\r\n")))));
        all.add(Recipe.of("sim-reversed-log-rtx830", MIDDLE, later("ipsec ike pre-shared-key 1 text another1"), LOG)
                .damaged(each(
                        "router.log",
                        text -> String.join("\n", text.lines().toList().reversed()) + "\n")));
        all.add(Recipe.of("sim-clock-hours-rtx1300-psk", NEW.routerClock(Duration.ofHours(5)), key, TIMELINE, LOG));
        all.add(Recipe.of(
                "sim-clock-hours-rtx830-healthy",
                MIDDLE.routerClock(Duration.ofMinutes(-7)),
                typed(),
                TIMELINE,
                LOG,
                TUNNEL,
                SA));
        all.add(Recipe.of("sim-two-sites-mixed-rtx1300", NEW, group, TIMELINE, LOG)
                .damaged(Recipes::withAnotherSite));
        all.add(Recipe.of("sim-quiet-log-rtx1300", NEW.responderOnly(), typed("no ipsec auto refresh"), LOG));
        all.add(Recipe.of("sim-log-noise-rtx1220", JAPANESE_1220, key, LOG)
                .damaged(each("router.log", Recipes::noise)));
    }

    /** Other models and lines, several mistakes at once, and much that is fine. */
    private static void otherModels(List<Recipe> all) {
        SiteSettings rtx1210 = SiteSettings.of(RTX1210, SJIS);
        SiteSettings virtual = SiteSettings.of(VRX, ASCII).wan(Wan.fixed("192.0.2.10", "192.0.2.1"));
        SiteSettings leased = SiteSettings.of(RTX1210, ASCII).wan(Wan.dhcp("192.0.2.10", "192.0.2.1"));
        Story fine = typed();
        all.add(Recipe.of("sim-healthy-dhcp-rtx1210-techinfo", leased, fine, TECHINFO, BOTH_TIMELINES));
        all.add(Recipe.of(
                "sim-healthy-fixed-vrx-everything", virtual, fine, BOTH_TIMELINES, LOG, CONFIG, SA, TUNNEL, MANIFEST));
        all.add(Recipe.of(
                "sim-healthy-masquerade-rtx1220-everything",
                JAPANESE_1220,
                typed(
                        "nat descriptor type 1 masquerade",
                        "nat descriptor address outer 1 ipcp",
                        "nat descriptor address inner 1 auto",
                        "nat descriptor masquerade static 1 1 192.0.2.10 udp 500",
                        "nat descriptor masquerade static 1 2 192.0.2.10 esp",
                        "pp select 1",
                        "ip pp nat descriptor 1",
                        "pp select none"),
                BOTH_TIMELINES,
                LOG,
                CONFIG,
                SA,
                TUNNEL));
        all.add(Recipe.of("sim-healthy-config-rtx830", MIDDLE, fine, CONFIG));
        all.add(Recipe.of("sim-healthy-config-manifest-rtx1300", NEW, fine, CONFIG, MANIFEST));
        all.add(Recipe.of("sim-healthy-log-rtx1300", NEW, fine, LOG));
        all.add(Recipe.of("sim-healthy-responder-only-rtx1210", rtx1210.responderOnly(), fine, TECHINFO));
        Story oneOutage = site -> {
            site.pass(60);
            site.cato().cutPop("Tokyo");
            site.pass(90);
            site.cato().restorePop("Tokyo");
            site.pass(120);
        };
        all.add(Recipe.of(
                "sim-healthy-after-one-outage-rtx1220", JAPANESE_1220, oneOutage, BOTH_TIMELINES, LOG, SA, TUNNEL));
        Story reset = site -> site.pass(60).type("ipsec sa delete all").pass(60);
        all.add(Recipe.of("sim-healthy-after-reset-rtx1300", NEW, reset, BOTH_TIMELINES, LOG, SA, TUNNEL));
        Story rebooted = site -> {
            site.type("save").pass(60);
            site.router().reboot();
            site.pass(120);
        };
        all.add(Recipe.of("sim-healthy-rebooted-rtx830", MIDDLE, rebooted, LOG, SA, TUNNEL));
        all.add(Recipe.of(
                "sim-two-mistakes-rtx1300-both-timelines",
                NEW,
                typed("ipsec ike pre-shared-key 1 text another1", "ipsec ike group 2 modp1024"),
                BOTH_TIMELINES,
                TUNNEL));
        all.add(Recipe.of(
                "sim-two-mistakes-rtx1210-log-config",
                rtx1210.init("cipher", "AES_CBC_256"),
                typed("ipsec ike pre-shared-key 1 text another1", "ipsec ike encryption 2 aes-cbc"),
                LOG,
                CONFIG));
        all.add(Recipe.of(
                "sim-psk-rtx1210-sa-tunnel", rtx1210, typed("ipsec ike pre-shared-key 1 text another1"), SA, TUNNEL));
        all.add(Recipe.of(
                "sim-psk-vrx-everything",
                virtual,
                typed("ipsec ike pre-shared-key 1 text another1"),
                TIMELINE,
                LOG,
                CONFIG,
                SA,
                TUNNEL,
                MANIFEST));
        all.add(Recipe.of(
                "sim-both-disabled-rtx1210-techinfo",
                rtx1210,
                typed("no tunnel enable 1", "no tunnel enable 2"),
                TECHINFO));
        all.add(Recipe.of(
                "sim-filter-secondary-rtx1220",
                JAPANESE_1220.responderOnly(),
                typed("no ip filter 200043"),
                CONFIG,
                TUNNEL));
        all.add(Recipe.of("sim-one-way-secondary-rtx830", MIDDLE, typed("no ip filter 200042"), SA, TUNNEL));
        all.add(Recipe.of(
                "sim-ike-version-rtx1220-config",
                JAPANESE_1220.responderOnly(),
                typed("ipsec ike version 1 1"),
                TIMELINE,
                CONFIG,
                MANIFEST));
        all.add(Recipe.of(
                "sim-nobody-begins-rtx1300", NEW.responderOnly(), typed("no ipsec auto refresh"), TIMELINE, CONFIG));
        all.add(Recipe.of("sim-hash-md5-rtx1210-timeline", rtx1210, typed("ipsec ike hash 1 md5"), TIMELINE));
        all.add(Recipe.of(
                "sim-cipher-3des-rtx810-timeline-config",
                OLD,
                typed("ipsec ike encryption 1 3des-cbc"),
                TIMELINE,
                CONFIG));
        all.add(Recipe.of(
                "sim-integrity-child-md5-vrx",
                virtual,
                typed("ipsec sa policy 1 1 esp aes256-cbc md5-hmac"),
                TIMELINE,
                CONFIG));
        all.add(Recipe.of("sim-group-768-rtx1210-timeline", rtx1210, typed("ipsec ike group 1 modp768"), TIMELINE));
        all.add(Recipe.of(
                "sim-line-down-fixed-vrx",
                virtual,
                site -> {
                    site.pass(60);
                    site.router().wan(site.router().wan().withUp(false));
                    site.pass(A_WHILE);
                },
                TECHINFO));
        all.add(Recipe.of("sim-manifest-alone", NEW, site -> {}, MANIFEST));
    }

    /** A neighbour's files were copied behind ours: the same tunnel names, another site, another mistake. */
    private static Map<String, String> withAnotherSite(Map<String, String> files) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.computeIfPresent(
                "timeline.csv",
                (file, text) -> text
                        + text.lines()
                                .skip(1)
                                .map(row -> row.substring(0, row.indexOf('"'))
                                        + "\"Auth payload doesn't match dropping this sa\"")
                                .collect(Collectors.joining("\n", "", "\n")));
        changed.computeIfPresent(
                "router.log",
                (file, text) -> text
                        + text.replace("192.0.2.10", "198.51.100.30")
                                .replace(
                                        "receive notify NO_PROPOSAL_CHOSEN",
                                        "GW:1 receive notify AUTHENTICATION_FAILED"));
        return changed;
    }

    private static String noise(String text) {
        return text.lines()
                .flatMap(line -> java.util.stream.Stream.of(
                        line.substring(0, 21)
                                + "PP[01] Rejected at IN(default) filter: TCP 198.51.100.7:51234 > 192.0.2.10:23",
                        line,
                        line.substring(0, 21) + "Login failed for SSH: 192.168.100.7 guest",
                        line.substring(0, 21) + "same message repeated 3 times"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static UnaryOperator<Map<String, String>> each(String name, UnaryOperator<String> change) {
        return files -> {
            Map<String, String> changed = new LinkedHashMap<>(files);
            changed.computeIfPresent(name, (file, text) -> change.apply(text));
            return changed;
        };
    }
}
