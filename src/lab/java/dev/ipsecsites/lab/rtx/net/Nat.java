package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import java.util.List;

/** NAT at the interface towards the provider (yamaha-rtx.md §4.5). */
final class Nat {
    private final Configuration config;
    private final List<String> descriptors;

    Nat(Configuration config, Interfaces.Interface wan) {
        this.config = config;
        boolean pp = wan.name().startsWith("pp ");
        Context context = pp ? Context.pp(Integer.parseInt(wan.name().substring(3))) : Context.GLOBAL;
        descriptors = config
                .find(context, "ip " + (pp ? "pp" : wan.name()) + " nat descriptor")
                .map(ConfigLine::value)
                .orElse(List.of())
                .stream()
                .filter(this::masquerades)
                .toList();
    }

    private boolean masquerades(String descriptor) {
        return config.find(Context.GLOBAL, "nat descriptor type", descriptor)
                .filter(l -> l.value().getFirst().endsWith("masquerade"))
                .isPresent();
    }

    /** Whether any masquerading is done. */
    boolean active() {
        return !descriptors.isEmpty();
    }

    /** Whether a static entry leads packets of this protocol and port to {@code inner}. */
    boolean leadsTo(String inner, String protocol, int port) {
        return config.all(Context.GLOBAL, "nat descriptor masquerade static").stream()
                .filter(l -> descriptors.contains(l.key().getFirst()))
                .anyMatch(l -> fits(l.value(), inner, protocol, port));
    }

    private static boolean fits(List<String> words, String inner, String protocol, int port) {
        if (!words.contains(inner)) {
            return false;
        }
        int at = words.indexOf(protocol);
        if (at < 0) {
            return false;
        }
        return !protocol.equals("udp") || (at + 1 < words.size() && ports(words.get(at + 1), port));
    }

    /** What arrives at the port before the sign goes on to the one behind it (REF 23.8); IKE is there only on its own port. */
    private static boolean ports(String pattern, int port) {
        for (String part : pattern.split(",", -1)) {
            int sign = part.indexOf('=');
            String outer = sign < 0 ? part : part.substring(0, sign);
            String inner = part.substring(sign + 1);
            if (FilterList.port(outer, port) && first(outer) == first(inner)) {
                return true;
            }
        }
        return false;
    }

    private static int first(String ports) {
        int dash = ports.indexOf('-');
        return FilterList.number(dash < 0 ? ports : ports.substring(0, dash));
    }
}
