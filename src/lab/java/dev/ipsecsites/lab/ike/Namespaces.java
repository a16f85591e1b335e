package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.kube.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Network namespaces of one run, all gone when it is closed. Names carry the number of this process, so that two runs never meet and
 * what a killed run left behind is known as such: {@link #create} sweeps it.
 */
public final class Namespaces implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Namespaces.class);
    private static final String MARK = "ipsec-sites-";
    private static final Pattern OURS = Pattern.compile(MARK + "(\\d+)-\\S+");

    private final String prefix;
    private final List<String> made = new ArrayList<>();

    private Namespaces(String prefix) {
        this.prefix = prefix;
    }

    /** @param purpose a short word that people see in {@code ip netns}; letters and digits */
    public static Namespaces create(String purpose) {
        sweep();
        String run = UUID.randomUUID().toString().substring(0, 8);
        return new Namespaces(MARK + ProcessHandle.current().pid() + "-" + run + "-" + purpose + "-");
    }

    /** Takes away the namespaces of processes that are no more. */
    private static void sweep() {
        for (String line : Programs.run(List.of("ip", "netns", "list")).lines().toList()) {
            String name = line.split(" ", 2)[0];
            Matcher ours = OURS.matcher(name);
            if (ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                delete(name);
            }
        }
    }

    /**
     * Makes a namespace with its loopback up.
     *
     * @return the system's name of it, which the other methods take
     */
    public synchronized String add(String name) {
        String full = prefix + name;
        Programs.run(List.of("ip", "netns", "add", full));
        made.add(full);
        ip(full, "link", "set", "lo", "up");
        return full;
    }

    /** Joins two namespaces with a cable; both ends are up. An interface's name has at most 15 letters. */
    public void cable(String one, String interfaceOfOne, String other, String interfaceOfOther) {
        Programs.run(List.of(
                "ip",
                "link",
                "add",
                interfaceOfOne,
                "netns",
                one,
                "type",
                "veth",
                "peer",
                "name",
                interfaceOfOther,
                "netns",
                other));
        ip(one, "link", "set", interfaceOfOne, "up");
        ip(other, "link", "set", interfaceOfOther, "up");
    }

    /** @param address with its prefix length, such as {@code 192.0.2.1/30} */
    public void address(String namespace, String interfaceName, String address) {
        ip(namespace, "addr", "add", address, "dev", interfaceName);
    }

    public void link(String namespace, String interfaceName, boolean up) {
        ip(namespace, "link", "set", interfaceName, up ? "up" : "down");
    }

    /** {@code ip -n NAMESPACE WORDS…}; what it printed. */
    public String ip(String namespace, String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "-n", namespace));
        all.addAll(List.of(words));
        return Programs.run(all);
    }

    /** Runs a program inside, whatever comes of it. */
    public Command.Result run(String namespace, String... words) {
        return Programs.tried(inside(namespace, List.of(words)));
    }

    static List<String> inside(String namespace, List<String> words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(words);
        return all;
    }

    /** Deletes all namespaces, with the interfaces in them. Daemons must have been stopped before. */
    @Override
    public synchronized void close() {
        made.reversed().forEach(Namespaces::delete);
        made.clear();
    }

    private static void delete(String name) {
        Command.Result result = Programs.tried(List.of("ip", "netns", "delete", name));
        if (result.exitCode() != 0) {
            LOG.warn("namespace {} stays: {}", name, result.errors().strip());
        }
    }
}
