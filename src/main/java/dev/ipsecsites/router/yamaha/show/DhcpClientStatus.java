package dev.ipsecsites.router.yamaha.show;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show status dhcpc}: the leases that the router holds as a client.
 *
 * @param leases by interface as configuration spells it
 */
public record DhcpClientStatus(Map<String, Lease> leases) {
    private static final Pattern INTERFACE = Pattern.compile("(?:Interface|インター?フェース)\\s*[:：]\\s*(\\S+).*");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:IP address|IP Address|IPアドレス)\\s*[:：]\\s*((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?:/([0-9]{1,2}))?.*");
    private static final Pattern GATEWAY = Pattern.compile(
            "(?:Gateway|Default gateway|ゲートウェイ|デフォルトゲートウェイ)\\s*[:：]\\s*((?:[0-9]{1,3}\\.){3}[0-9]{1,3})\\b.*");

    public DhcpClientStatus {
        leases = Map.copyOf(leases);
    }

    public record Lease(String address, @Nullable String gateway) {}

    public static DhcpClientStatus parse(List<String> lines) {
        Map<String, Lease> leases = new HashMap<>();
        String name = null;
        for (String raw : lines) {
            String line = raw.strip();
            var isInterface = INTERFACE.matcher(line);
            var isAddress = ADDRESS.matcher(line);
            var isGateway = GATEWAY.matcher(line);
            if (isInterface.matches()) {
                name = InterfaceName.of(isInterface.group(1));
            } else if (name != null && isAddress.matches()) {
                leases.put(name, new Lease(isAddress.group(1), null));
            } else if (name != null && isGateway.matches()) {
                leases.computeIfPresent(name, (key, lease) -> new Lease(lease.address(), isGateway.group(1)));
            }
        }
        return new DhcpClientStatus(leases);
    }
}
