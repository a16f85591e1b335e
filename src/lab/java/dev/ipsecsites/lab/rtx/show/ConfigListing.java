package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.config.ConfigText;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Flash;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code show config} and {@code show config list} (yamaha-rtx.md §3.1). */
public final class ConfigListing {
    private static final DateTimeFormatter REPORTED =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH).withZone(Router.ZONE);

    private ConfigListing() {}

    public static List<String> of(Router router, Configuration configuration) {
        List<String> out = header(router);
        out.addAll(ConfigText.shown(configuration));
        return out;
    }

    /** The comment lines on top; the last one changes every second. */
    static List<String> header(Router router) {
        List<String> out = new ArrayList<>();
        RtxModel model = router.profile().model();
        out.add("# " + router.profile().revision());
        List<String> macs = router.macs();
        out.add("# MAC Address : "
                + (model == RtxModel.RTX1300 ? macs.getFirst() + " - " + macs.getLast() : String.join(", ", macs)));
        out.add("# Memory " + model.memoryMegabytes() + "Mbytes, " + model.lans() + "LAN" + model.extraPorts());
        out.add("# main:  " + router.hardwareLine());
        out.add("# Reporting Date: " + reported(router.clock().instant()));
        return out;
    }

    private static String reported(Instant now) {
        return REPORTED.format(now);
    }

    /** Layout assumed: number, size, date, comment; {@code *} at the one in use. */
    public static List<String> list(Router router) {
        List<String> out = new ArrayList<>();
        out.add("No.   Date       Time       Size  Comment");
        out.add("----- ---------- -------- ------- ------------------------------------------");
        router.flash().all().forEach((name, slot) -> out.add(row(router, name, slot)));
        return out;
    }

    private static String row(Router router, String name, Flash.Slot slot) {
        int size =
                String.join("\r\n", ConfigText.complete(slot.configuration())).length();
        String mark = name.equals(router.runningSlot()) ? "*" : " ";
        return "%s%-4s %s %7d %s"
                .formatted(mark, name, Units.stamp(slot.saved()), size, slot.comment())
                .stripTrailing();
    }
}
