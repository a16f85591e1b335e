package dev.ipsecsites.lab.rtx.ssh;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import java.util.List;

/** {@code sshd service} and {@code sshd host}: who may connect (yamaha-rtx.md §1.1). */
final class SshHosts {
    private SshHosts() {}

    static boolean admits(Configuration running, String client) {
        if (!running.isOn("sshd service", false)) {
            return false;
        }
        List<String> hosts =
                running.find(Context.GLOBAL, "sshd host").map(ConfigLine::value).orElse(List.of("any"));
        return hosts.stream().anyMatch(h -> admits(running, h, client));
    }

    /** @param host a word of {@code sshd host}, or of a user's {@code host} */
    static boolean admits(Configuration running, String host, String client) {
        if (host.equals("any")) {
            return true;
        }
        if (host.equals("none")) {
            return false;
        }
        if (host.startsWith("lan")) {
            return running.lines().stream()
                    .filter(l -> l.definition().name().matches("ip " + host + "[0-9]* address"))
                    .anyMatch(l -> Addresses.contains(l.value().getFirst(), client));
        }
        int dash = host.indexOf('-');
        if (dash < 0) {
            return host.equals(client);
        }
        Long from = Addresses.parse(host.substring(0, dash));
        Long to = Addresses.parse(host.substring(dash + 1));
        Long at = Addresses.parse(client);
        return from != null && to != null && at != null && from <= at && at <= to;
    }
}
