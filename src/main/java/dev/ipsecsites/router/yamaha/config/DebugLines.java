package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.DebugSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two lines of a debug window: what stands there, what opens it, what puts back what stood there. Pure. */
public final class DebugLines {
    private static final String LOG = "syslog debug";
    private static final String IKE = "ipsec ike log";
    private static final List<String> OUR_DETAILS = List.of("message-info", "payload-info");
    private static final Set<String> SWITCH = Set.of("on", "off");
    private static final Set<String> DETAILS = Set.of("message-info", "payload-info", "key-info");

    private DebugLines() {}

    public static DebugSettings settings(RtxConfig config, int tunnel) {
        return new DebugSettings(
                tunnel, log(config).orElse(null), ike(config, tunnel).orElse(null));
    }

    /** What has to be typed so that the window is open; nothing where it is. */
    public static List<CommandLine> open(RtxConfig config, DebugSettings before) {
        List<CommandLine> lines = new ArrayList<>();
        if (!log(config).equals(Optional.of("on"))) {
            lines.add(CommandLine.of(LOG + " on"));
        }
        if (!ours(ike(config, before.tunnel()))) {
            lines.add(ikeLine(config, before.tunnel()).keywords(String.join(" ", OUR_DETAILS)));
        }
        return lines;
    }

    /** What has to be typed so that what stood before stands again, where ours stands now. */
    public static List<CommandLine> close(RtxConfig config, DebugSettings before) {
        List<CommandLine> lines = new ArrayList<>();
        Optional<String> ike = ike(config, before.tunnel());
        Optional<String> details = known(before.ike(), DETAILS);
        if (ours(ike) && !ike.equals(details)) {
            CommandLine line = ikeLine(config, before.tunnel());
            lines.add(details.map(line::keywords).orElseGet(() -> no(config, before.tunnel())));
        }
        Optional<String> log = log(config);
        Optional<String> then = known(before.log(), SWITCH);
        if (log.equals(Optional.of("on")) && !log.equals(then)) {
            lines.add(
                    then.map(value -> CommandLine.of(LOG + " " + value)).orElseGet(() -> CommandLine.of("no " + LOG)));
        }
        return lines;
    }

    /**
     * Whether a line differs only because somebody saved while a window of one of these tunnels was open: exactly what opens it is
     * saved, and doesn't run any more. The other way round it is a debug log of somebody else's.
     */
    static boolean leftSaved(ConfigKey key, RtxConfig saved, RtxConfig running, Set<Integer> tunnels) {
        List<Integer> open =
                tunnels.stream().filter(tunnel -> ours(ike(saved, tunnel))).toList();
        if (key.startsWith(LOG)) {
            return !open.isEmpty()
                    && log(saved).equals(Optional.of("on"))
                    && !log(running).equals(Optional.of("on"));
        }
        return open.stream()
                .anyMatch(tunnel -> key.equals(ConfigKey.global(IKE + " " + gateway(saved, tunnel)))
                        && !ours(ike(running, tunnel)));
    }

    private static boolean ours(Optional<String> ike) {
        return ike.map(value -> List.of(value.split(" ", -1)))
                .filter(OUR_DETAILS::equals)
                .isPresent();
    }

    private static Optional<String> log(RtxConfig config) {
        return config.startingWith(LOG).stream()
                .filter(line -> line.words().size() > 2)
                .map(line -> line.words().get(2))
                .reduce((first, second) -> second);
    }

    private static Optional<String> ike(RtxConfig config, int tunnel) {
        return config.get(ConfigKey.global(IKE + " " + gateway(config, tunnel)))
                .map(line -> String.join(" ", line.value()));
    }

    private static int gateway(RtxConfig config, int tunnel) {
        return config.gateway(tunnel).orElse(tunnel);
    }

    private static CommandLine ikeLine(RtxConfig config, int tunnel) {
        return CommandLine.of(IKE).number("gateway", gateway(config, tunnel), 1, Integer.MAX_VALUE);
    }

    private static CommandLine no(RtxConfig config, int tunnel) {
        return CommandLine.of("no " + IKE).number("gateway", gateway(config, tunnel), 1, Integer.MAX_VALUE);
    }

    /** A record may have been edited: nothing but words of these commands is typed. */
    private static Optional<String> known(@Nullable String value, Set<String> words) {
        return Optional.ofNullable(value).filter(v -> !v.isEmpty() && words.containsAll(List.of(v.split(" ", -1))));
    }
}
