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

import dev.ipsecsites.cases.Recipe.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The cases in which real IKE daemons decide what comes of a tunnel: what stands in their files is what those daemons did, in the wording
 * of Cato and of the router. Their labels are in {@code labels-ike.yaml}, written by hand.
 */
final class DaemonRecipes {
    private static final SiteSettings OLD = SiteSettings.of(RTX810, SJIS);
    private static final SiteSettings RTX1210_ENGLISH = SiteSettings.of(RTX1210, ASCII);
    private static final SiteSettings JAPANESE_1220 = SiteSettings.of(RTX1220, UTF8);
    private static final SiteSettings MIDDLE = SiteSettings.of(RTX830, EUC);
    private static final SiteSettings NEW = SiteSettings.of(RTX1300, ASCII);
    private static final SiteSettings JAPANESE_1300 = SiteSettings.of(RTX1300, UTF8);

    /** Longer than every retry and keepalive. */
    private static final int A_WHILE = 75;

    private final List<Recipe> all = new ArrayList<>();

    private DaemonRecipes() {}

    static List<Recipe> all() {
        DaemonRecipes recipes = new DaemonRecipes();
        recipes.keys();
        recipes.names();
        recipes.groups();
        recipes.unlimited();
        recipes.ciphers();
        recipes.hashes();
        recipes.renewals();
        recipes.silence();
        recipes.nothingWrong();
        return recipes.all;
    }

    private void add(String name, SiteSettings settings, Story story, Capture.Kind first, Capture.Kind... more) {
        all.add(Recipe.of("ike-" + name, settings, story, first, more));
    }

    private static Story typed(String... lines) {
        return site -> site.type(lines).pass(A_WHILE);
    }

    private static Story later(String... lines) {
        return site -> site.pass(60).type(lines).pass(A_WHILE);
    }

    private void keys() {
        Story case1 = typed("ipsec ike pre-shared-key 1 text tokyokey0123456789");
        add("key-case-rtx810-timeline", OLD, case1, TIMELINE);
        add("key-case-rtx810-timeline-log", OLD, case1, TIMELINE, LOG);
        add("key-case-rtx1210-everything", RTX1210_ENGLISH, case1, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        add("key-case-rtx1300-techinfo-timeline", NEW, case1, TIMELINE, TECHINFO);
        Story swapped = typed(
                "ipsec ike pre-shared-key 1 text LondonKey9876543210",
                "ipsec ike pre-shared-key 2 text TokyoKey0123456789");
        add("keys-swapped-rtx1300-both-timelines", NEW, swapped, BOTH_TIMELINES);
        add("keys-swapped-rtx1220-log-tunnel", JAPANESE_1220, swapped, LOG, TUNNEL);
        add("keys-swapped-rtx810-both-timelines-tunnel", OLD, swapped, BOTH_TIMELINES, TUNNEL);
        Story cut = typed("ipsec ike pre-shared-key 2 text LondonKey987654321");
        add("key-cut-secondary-rtx830-both-timelines", MIDDLE, cut, BOTH_TIMELINES, TUNNEL);
        add("key-cut-secondary-rtx1300-techinfo", NEW, cut, TECHINFO);
        Story wasUp = later("ipsec ike pre-shared-key 1 text another1");
        add("key-changed-later-rtx1300-timeline", JAPANESE_1300, wasUp, TIMELINE, TUNNEL);
        add("key-changed-later-rtx810-log", OLD, wasUp, LOG);
        add(
                "key-wrong-cato-starts-rtx830-timeline",
                MIDDLE,
                typed("no ipsec auto refresh", "ipsec ike pre-shared-key 1 text another1"),
                TIMELINE);
    }

    private void names() {
        Story longer = typed("ipsec ike pre-shared-key 1 text TokyoKey01234567890");
        add("key-longer-rtx830-timeline-tunnel", MIDDLE, longer, TIMELINE, TUNNEL);
        Story untyped = typed("ipsec ike local name 1 192.0.2.10");
        add("name-without-type-rtx1210-timeline-config", RTX1210_ENGLISH, untyped, TIMELINE, CONFIG);
        add("name-without-type-rtx1220-log-config", JAPANESE_1220, untyped, LOG, CONFIG);
        Story other = typed("ipsec ike local name 1 192.0.2.11 ipv4-addr");
        add("local-name-rtx810-timeline-config-manifest", OLD, other, TIMELINE, CONFIG, MANIFEST);
        add("local-name-rtx1300-log", NEW, other, LOG);
        Story remote = typed("ipsec ike remote name 2 203.0.113.21 ipv4-addr");
        add("remote-name-secondary-rtx830-timelines-config", MIDDLE, remote, BOTH_TIMELINES, CONFIG);
        Story fqdn = typed("ipsec ike local name 1 osaka.example.com fqdn");
        add("local-name-fqdn-rtx1300-timeline-config-manifest", NEW, fqdn, TIMELINE, CONFIG, MANIFEST);
        add("local-name-fqdn-rtx1220-timeline", JAPANESE_1220, fqdn, TIMELINE);
        Story remoteUntyped = typed("ipsec ike remote name 1 203.0.113.10");
        add("remote-name-without-type-rtx830-timeline-config", MIDDLE, remoteUntyped, TIMELINE, CONFIG);
    }

    private void groups() {
        Story small = typed("ipsec ike group 1 modp1024");
        add("group-2-for-14-rtx1220-timeline", JAPANESE_1220, small, TIMELINE);
        add("group-2-for-14-rtx1300-timeline-config", NEW, small, TIMELINE, CONFIG);
        add("group-2-for-14-rtx1210-log", RTX1210_ENGLISH, small, LOG);
        add("group-2-for-14-rtx830-everything", MIDDLE, small, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        add("group-768-rtx810-timeline-config", OLD, typed("ipsec ike group 1 modp768"), TIMELINE, CONFIG);
        add("group-768-rtx810-timeline-log", OLD, typed("ipsec ike group 1 modp768"), TIMELINE, LOG);
        SiteSettings large = NEW.init("dhGroup", "DH_21_ECP521");
        add("group-21-rtx1300-timeline-config", large, typed(), TIMELINE, CONFIG);
        add("group-21-rtx1300-both-timelines", large, typed(), BOTH_TIMELINES);
        add(
                "group-16-rtx1220-techinfo-timeline",
                JAPANESE_1220.init("dhGroup", "DH_16_MODP4096"),
                typed(),
                TIMELINE,
                TECHINFO);
        add("group-15-rtx830-timeline", MIDDLE.init("dhGroup", "DH_15_MODP3072"), typed(), TIMELINE);
        Story second = typed("ipsec ike group 2 modp1536");
        add("group-secondary-rtx1210-timelines-config", RTX1210_ENGLISH, second, BOTH_TIMELINES, CONFIG);
        Story waiting = typed("no ipsec auto refresh", "ipsec ike group 1 modp1536", "ipsec ike group 2 modp1536");
        add("group-cato-starts-rtx830-timeline", MIDDLE, waiting, TIMELINE);
        SiteSettings guessing = NEW.init("dhGroup", "AUTOMATIC");
        Story quiet = typed("no ipsec auto refresh");
        add("automatic-group-cato-starts-rtx1300-timeline-log", guessing, quiet, TIMELINE, LOG);
        add("automatic-group-cato-starts-rtx1300-log", guessing, quiet, LOG);
    }

    private void unlimited() {
        SiteSettings fourteen = OLD.init("dhGroup", "DH_14_MODP2048");
        Story forgotten = typed("no ipsec ike proposal-limitation 1");
        add("unlimited-rtx810-timeline-log", fourteen, forgotten, TIMELINE, LOG);
        add("unlimited-rtx810-config-timeline-tunnel", fourteen, forgotten, TIMELINE, CONFIG, TUNNEL);
        SiteSettings five = MIDDLE.init("dhGroup", "DH_5_MODP1536");
        Story both = typed("no ipsec ike proposal-limitation 1", "no ipsec ike proposal-limitation 2");
        add("unlimited-both-rtx830-timelines-config", five, both, BOTH_TIMELINES, CONFIG);
        add("unlimited-both-rtx830-timelines", five, both, BOTH_TIMELINES);
        add("unlimited-rtx1300-log", NEW.init("dhGroup", "DH_5_MODP1536"), forgotten, LOG);
        add("unlimited-harmless-rtx1220-timeline-config-tunnel", JAPANESE_1220, forgotten, TIMELINE, CONFIG, TUNNEL);
        SiteSettings two = JAPANESE_1220.init("dhGroup", "DH_2_MODP1024");
        add("unlimited-rtx1220-everything", two, forgotten, TIMELINE, LOG, CONFIG, SA, TUNNEL);
    }

    private void ciphers() {
        SiteSettings long810 = OLD.init("cipher", "AES_CBC_256");
        Story shorter = typed("ipsec ike encryption 1 aes-cbc");
        add("cipher-128-rtx810-timeline-config", long810, shorter, TIMELINE, CONFIG);
        add("cipher-128-rtx810-log", long810, shorter, LOG);
        Story triple = typed("ipsec ike encryption 1 3des-cbc");
        add("cipher-3des-rtx1210-timeline", RTX1210_ENGLISH, triple, TIMELINE);
        add("cipher-3des-rtx1210-timeline-config", RTX1210_ENGLISH, triple, TIMELINE, CONFIG);
        add("cipher-3des-rtx830-everything", MIDDLE, triple, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        SiteSettings gcm = JAPANESE_1220.init("cipher", "AES_GCM_128");
        add("cipher-gcm-rtx1220-timeline-config", gcm, typed(), TIMELINE, CONFIG);
        add("cipher-gcm-rtx1220-log", gcm, typed(), LOG);
        SiteSettings gcmChild = NEW.auth("cipher", "AES_GCM_256");
        add("cipher-gcm-child-rtx1300-timeline", gcmChild, typed(), TIMELINE);
        add("cipher-gcm-child-rtx1300-timeline-config-sa", gcmChild, typed(), TIMELINE, CONFIG, SA);
        SiteSettings child = MIDDLE.auth("cipher", "AES_CBC_256");
        Story policy = typed("ipsec sa policy 1 1 esp aes-cbc sha256-hmac");
        add("cipher-child-rtx830-timeline-config", child, policy, TIMELINE, CONFIG);
        add("cipher-child-rtx830-everything", child, policy, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        Story secondPolicy = typed("ipsec sa policy 2 2 esp 3des-cbc sha256-hmac");
        add("cipher-child-secondary-rtx1210-log", RTX1210_ENGLISH, secondPolicy, LOG);
        add("cipher-child-secondary-rtx1300-both-timelines", NEW, secondPolicy, BOTH_TIMELINES, CONFIG);
    }

    private void hashes() {
        add("prf-rtx1210-timeline", RTX1210_ENGLISH.init("prf", "SHA512"), typed(), TIMELINE);
        add("prf-rtx1210-timeline-config", RTX1210_ENGLISH.init("prf", "SHA512"), typed(), TIMELINE, CONFIG);
        add("prf-rtx830-log", MIDDLE.init("prf", "SHA1"), typed(), LOG);
        add("prf-rtx1300-timeline-config", NEW.init("prf", "SHA384"), typed(), TIMELINE, CONFIG);
        add("integrity-child-rtx1300-timeline-config", NEW.auth("integrity", "SHA512"), typed(), TIMELINE, CONFIG);
        add("prf-rtx1220-timeline-tunnel", JAPANESE_1220.init("prf", "SHA384"), typed(), TIMELINE, TUNNEL);
        add("integrity-rtx810-timeline-config", OLD.init("integrity", "SHA512"), typed(), TIMELINE, CONFIG);
        add("integrity-rtx1300-timeline", NEW.init("integrity", "SHA384"), typed(), TIMELINE);
        add("integrity-rtx830-timeline-config", MIDDLE.init("integrity", "SHA1"), typed(), TIMELINE, CONFIG);
        SiteSettings fixed = JAPANESE_1300.init("prf", "SHA512").init("integrity", "SHA512");
        add("hash-rtx1300-timeline-config", fixed, typed(), TIMELINE, CONFIG);
        Story md5 = typed("ipsec ike hash 1 md5");
        add("hash-md5-rtx1220-timeline", JAPANESE_1220, md5, TIMELINE);
        SiteSettings childHash = OLD.auth("integrity", "SHA256");
        Story policy = typed("ipsec sa policy 1 1 esp aes256-cbc sha-hmac");
        add("integrity-child-rtx810-timeline-config", childHash, policy, TIMELINE, CONFIG);
        add("integrity-child-rtx810-timeline", childHash, policy, TIMELINE);
        SiteSettings all256 =
                NEW.init("cipher", "AES_CBC_256").init("prf", "SHA256").init("integrity", "SHA256");
        Story several = typed("ipsec ike encryption 1 aes-cbc", "ipsec ike hash 1 sha", "ipsec ike group 1 modp1024");
        add("several-rtx1300-timeline", all256, several, TIMELINE);
        add("several-rtx1300-timeline-config", all256, several, TIMELINE, CONFIG);
    }

    /** It comes up, and falls when the child SA is to be renewed: the daemons' own first renewal says so. */
    private void renewals() {
        Story router = site -> site.type("ipsec ike pfs 1 on", "ipsec ike child-exchange type 1 2")
                .pass(30)
                .leap(Duration.ofSeconds(2_690))
                .pass(40);
        add("pfs-router-rtx1210-timeline", RTX1210_ENGLISH, router, TIMELINE);
        add("pfs-router-rtx1220-timeline-config", JAPANESE_1220, router, TIMELINE, CONFIG);
        add("pfs-groups-rtx1300-timeline", NEW.auth("dhGroup", "DH_5_MODP1536"), router, TIMELINE);
        Story cato = site -> site.type("ipsec ike child-exchange type 1 2", "ipsec ike child-exchange type 2 2")
                .pass(30)
                .leap(Duration.ofSeconds(2_690))
                .pass(40);
        SiteSettings pfs = NEW.auth("dhGroup", "DH_14_MODP2048");
        add("pfs-cato-rtx1300-both-timelines", pfs, cato, BOTH_TIMELINES);
        add("pfs-cato-rtx1300-everything", pfs, cato, TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        add("pfs-cato-rtx830-timeline-log", MIDDLE.auth("dhGroup", "DH_14_MODP2048"), cato, TIMELINE, LOG);
    }

    private void silence() {
        SiteSettings waiting = RTX1210_ENGLISH.responderOnly();
        Story filtered = typed("no ip filter 200041");
        add("filter-in-rtx1210-config", waiting, filtered, TIMELINE, CONFIG);
        add("filter-in-rtx1210-no-timeline", waiting, filtered, TIMELINE, TUNNEL);
        Story v1 = typed("ipsec ike version 1 1");
        add("ikev1-rtx1300-no-timeline-config", NEW.responderOnly(), v1, TIMELINE, CONFIG);
        Story nobodyStarts = typed("no ipsec auto refresh");
        add("nobody-starts-rtx830-config", MIDDLE.responderOnly(), nobodyStarts, TIMELINE, CONFIG);
        Story off = typed("no tunnel enable 1");
        add("disabled-rtx1210-tunnel", RTX1210_ENGLISH, off, TIMELINE, TUNNEL);
        add("disabled-rtx810-config", OLD, off, TIMELINE, CONFIG);
        Story popCut = site -> {
            site.pass(60);
            site.cato().cutPop("Tokyo");
            site.pass(120);
        };
        add("pop-cut-rtx830-log-tunnel", MIDDLE, popCut, LOG, TUNNEL);
        add("pop-cut-rtx1210-both-timelines", RTX1210_ENGLISH, popCut, BOTH_TIMELINES);
        Story noAddress = typed("ipsec ike local address 1 192.0.2.99");
        add("local-address-rtx1220-config", JAPANESE_1220.responderOnly(), noAddress, TIMELINE, CONFIG);
    }

    private void nothingWrong() {
        add("healthy-rtx1210-everything", RTX1210_ENGLISH, typed(), TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        add("healthy-rtx810-log-tunnel", OLD, typed(), LOG, TUNNEL);
        add("healthy-rtx1300-both-timelines", JAPANESE_1300, typed(), BOTH_TIMELINES);
        add("healthy-rtx1220-everything", JAPANESE_1220, typed(), TIMELINE, LOG, CONFIG, SA, TUNNEL, MANIFEST);
        Story renewed = site -> site.pass(30).leap(Duration.ofSeconds(2_690)).pass(30);
        add("healthy-renewed-rtx830", MIDDLE, renewed, TIMELINE, LOG, TUNNEL, SA);
        Story rightKey = site -> site.type("ipsec ike pre-shared-key 1 text another1")
                .pass(30)
                .type("ipsec ike pre-shared-key 1 text " + SiteSettings.TOKYO_KEY)
                .pass(A_WHILE);
        add("repaired-key-rtx830-timeline-tunnel", MIDDLE, rightKey, TIMELINE, TUNNEL);
        Story repaired = site -> site.type("ipsec ike group 1 modp1024")
                .pass(30)
                .type("ipsec ike group 1 modp2048")
                .pass(A_WHILE);
        add("repaired-group-rtx1300-timeline-tunnel", NEW, repaired, TIMELINE, TUNNEL);
    }
}
