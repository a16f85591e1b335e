package dev.ipsecsites.lab.ike.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a router's namespace needs of its running configuration: the text that {@code show config} prints, read without the simulator.
 *
 * @param lans LAN interfaces by name, with address and prefix
 * @param lines interfaces of a provider's line that gets its address from there, by PPPoE or DHCP; in one word
 * @param tunnels numbers of tunnel interfaces, with their MTU
 * @param routes {@code ip route} lines
 */
record RouterText(Map<String, String> lans, List<String> lines, Map<Integer, Integer> tunnels, List<RouteLine> routes) {
    /** Yamaha's default (yamaha-rtx.md §4.2). */
    static final int TUNNEL_MTU = 1280;

    private static final Pattern SELECT = Pattern.compile("(pp|tunnel) select (\\S+)");
    private static final Pattern LAN_ADDRESS = Pattern.compile("ip (lan\\d+) address (\\S+)");
    private static final Pattern MTU = Pattern.compile("ip tunnel mtu (\\d+)");
    private static final Pattern PPPOE = Pattern.compile("pppoe use \\S+");

    static RouterText of(List<String> runningConfiguration) {
        Map<String, String> lans = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        Map<Integer, Integer> tunnels = new LinkedHashMap<>();
        String block = "";
        int number = 0;
        for (String raw : runningConfiguration) {
            String line = raw.strip();
            Matcher select = SELECT.matcher(line);
            if (select.matches()) {
                boolean numbered = select.group(2).matches("\\d+");
                block = numbered ? select.group(1) : "";
                number = numbered ? Integer.parseInt(select.group(2)) : 0;
                if (block.equals("tunnel")) {
                    tunnels.put(number, TUNNEL_MTU);
                }
                continue;
            }
            Matcher lan = LAN_ADDRESS.matcher(line);
            Matcher mtu = MTU.matcher(line);
            if (lan.matches() && lan.group(2).equals("dhcp")) {
                lines.add(lan.group(1));
            } else if (lan.matches()) {
                lans.put(lan.group(1), lan.group(2));
            } else if (block.equals("tunnel") && mtu.matches()) {
                tunnels.put(number, Integer.valueOf(mtu.group(1)));
            } else if (block.equals("pp") && PPPOE.matcher(line).matches()) {
                lines.add("pp" + number);
            }
        }
        return new RouterText(lans, lines, tunnels, RouteLine.of(runningConfiguration));
    }

    /** The interface towards the provider: one that gets its address there, or the LAN interface that has the public address. */
    Optional<String> wan(String publicAddress) {
        return lans.entrySet().stream()
                .filter(lan -> Ipv4.host(lan.getValue()).equals(publicAddress))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> lines.stream().findFirst());
    }
}
