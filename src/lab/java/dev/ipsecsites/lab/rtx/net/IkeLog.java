package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The log of IKE as {@code syslog debug on} and {@code ipsec ike log [N] message-info payload-info key-info} have it: each message and its payloads beside the
 * outcome (yamaha-rtx.md §3.6, §4.3). Without a number the line is for a peer that isn't known yet.
 */
final class IkeLog {
    private static final Pattern GATEWAY = Pattern.compile("\\[IKE2\\] GW:([0-9]+|\\*).*");

    private final Router router;

    IkeLog(Router router) {
        this.router = router;
    }

    /** An outcome, after the messages that led to it. */
    void add(String line) {
        var named = GATEWAY.matcher(line);
        String gateway = named.matches() ? named.group(1) : "*";
        List<String> details = details(gateway);
        if (details.contains("message-info")) {
            router.log().add("[IKE2] GW:" + gateway + "/INIT send message:");
            payloads(details, "SA KE Ni");
            router.log().add("[IKE2] GW:" + gateway + "/INIT receive message:");
            payloads(details, "N");
        }
        router.log().add(line);
    }

    /** A first message that nobody answers: only seen by who looks closely. */
    void sent(int gateway) {
        List<String> details = details(Integer.toString(gateway));
        if (details.contains("message-info")) {
            router.log().add("[IKE2] GW:" + gateway + "/INIT send message:");
            payloads(details, "SA KE Ni");
        }
    }

    private void payloads(List<String> details, String kinds) {
        if (details.contains("payload-info")) {
            router.log().add("[IKE2]   payloads: " + kinds);
        }
    }

    /** These are lines of debug level. */
    private List<String> details(String gateway) {
        if (!router.running().isOn("syslog debug", false)) {
            return List.of();
        }
        return router.running().all(Context.GLOBAL, "ipsec ike log").stream()
                .filter(line -> gateway.equals("*") || line.key().equals(List.of(gateway)))
                .flatMap(line -> line.value().stream())
                .distinct()
                .toList();
    }
}
