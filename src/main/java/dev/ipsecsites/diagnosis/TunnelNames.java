package dev.ipsecsites.diagnosis;

import dev.ipsecsites.router.ConfiguredTunnel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a site's tunnels a message means: by its id, or by what a timeline calls it, such as the PoP, the address at Cato or a number.
 * Not thread-safe.
 */
final class TunnelNames {
    private static final Pattern IPV4 = Pattern.compile("(?<![0-9.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![0-9.])");
    private static final Pattern NUMBER =
            Pattern.compile("(?i)(?:(?:ipsec )?tun(?:nel)?|トンネル|gw|gateway)?[^\\p{L}\\p{N}]{0,3}0*(\\d{1,5})");

    private final List<TunnelEvidence> tunnels;
    /** The only one that a name fits; empty where it fits none or several. */
    private final Map<String, Optional<String>> known = new HashMap<>();

    TunnelNames(List<TunnelEvidence> tunnels) {
        this.tunnels = tunnels;
    }

    /** Whether a tunnel is the one that is named so; empty where nobody knows which is. */
    Optional<Boolean> means(String name, TunnelEvidence tunnel) {
        if (Roles.named(name) != null) {
            return Optional.of(Relevance.id(name).equals(Relevance.id(tunnel.tunnel())));
        }
        return known.computeIfAbsent(name, this::find).map(id -> id.equals(tunnel.tunnel()));
    }

    private Optional<String> find(String name) {
        Set<String> addresses = addresses(name);
        String text = name.toLowerCase(Locale.ROOT);
        return only(t -> Relevance.id(t.tunnel()).equals(Relevance.id(name)))
                .or(() -> only(t -> {
                    String address = Relevance.catoAddress(t);
                    return address != null && addresses.contains(address);
                }))
                .or(() -> addresses.isEmpty() ? only(t -> pops(t).anyMatch(pop -> isIn(pop, text))) : Optional.empty())
                .or(() -> only(t -> numbered(t, name)));
    }

    private Optional<String> only(Predicate<TunnelEvidence> fits) {
        List<TunnelEvidence> fitting = tunnels.stream().filter(fits).toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst().tunnel()) : Optional.empty();
    }

    private static Stream<String> pops(TunnelEvidence tunnel) {
        return Stream.of(
                        Optional.ofNullable(tunnel.intended()).map(Intended::popName),
                        Optional.ofNullable(tunnel.cato()).map(CatoHalf::popName))
                .flatMap(Optional::stream)
                .filter(pop -> !pop.isBlank());
    }

    private static boolean isIn(String pop, String text) {
        String word = "(?<!\\p{L})" + Pattern.quote(pop.toLowerCase(Locale.ROOT)) + "(?!\\p{L})";
        return Pattern.compile(word).matcher(text).find();
    }

    /** Cato counts its tunnels, the router numbers its own, and nobody says which is in a timeline: only where both are the same. */
    private boolean numbered(TunnelEvidence tunnel, String name) {
        Matcher found = NUMBER.matcher(name);
        Integer number = number(tunnel);
        return found.matches()
                && number != null
                && number == Integer.parseInt(found.group(1))
                && tunnels.indexOf(tunnel) == number - 1;
    }

    static @Nullable Integer number(TunnelEvidence tunnel) {
        ConfiguredTunnel configured =
                tunnel.router() == null ? null : tunnel.router().configured();
        if (configured != null) {
            return configured.number();
        }
        return tunnel.intended() == null ? null : tunnel.intended().number();
    }

    static Set<String> addresses(String text) {
        return IPV4.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
    }
}
