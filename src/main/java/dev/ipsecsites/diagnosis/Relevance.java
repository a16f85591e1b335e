package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.RouterHalf.Pairing;
import dev.ipsecsites.router.ConfiguredTunnel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which messages count for a tunnel: those of it, from after the last change and after it was last up. */
final class Relevance {
    /** Two clocks that differ by less are taken for one; the ends have no common one. */
    static final Duration SKEW = Duration.ofMinutes(2);

    private static final Pattern GATEWAY = Pattern.compile("\\bGW:0*(\\d{1,9})\\b");
    private static final Pattern TUNNEL = Pattern.compile("(?i)\\btun(?:nel)?\\s?\\[0*(\\d{1,9})\\]");
    private static final Pattern NUMERIC = Pattern.compile("\\d{1,6}");

    private final SiteEvidence site;
    private final List<Message> siteMessages;
    /** Recognised once, not once for each tunnel. */
    private final List<Optional<Reading>> ofSite;

    private final TunnelNames names;
    private final boolean onlyTunnel;
    /** Messages of two names aren't all of the only tunnel that is known. */
    private final boolean onlyName;

    Relevance(SiteEvidence site) {
        this.site = site;
        this.siteMessages = Headers.joined(site.messages());
        this.ofSite = siteMessages.stream().map(Wordings::read).toList();
        this.names = new TunnelNames(site.tunnels());
        this.onlyTunnel = site.tunnels().size() == 1;
        this.onlyName = site.messages().stream()
                        .map(Message::tunnel)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                == 1;
    }

    /**
     * @param all of this tunnel, in order
     * @param current count
     * @param nobodys of those in {@code current} that may be another tunnel's
     * @param skewed of those in {@code current} that may be older: the ends' clocks differ
     */
    record Sorted(
            List<Reading> all,
            List<Reading> current,
            Set<Reading> nobodys,
            Set<Reading> skewed,
            List<Message> unknown) {

        Sorted {
            all = List.copyOf(all);
            current = List.copyOf(current);
            nobodys = Set.copyOf(nobodys);
            skewed = Set.copyOf(skewed);
            unknown = List.copyOf(unknown);
        }
    }

    Sorted sort(TunnelEvidence tunnel) {
        List<Reading> readings = new ArrayList<>();
        List<Message> unknown = new ArrayList<>();
        Set<Reading> nobodys = new HashSet<>();
        List<Message> all = own(tunnel);
        int ofTunnel = all.size();
        all.addAll(siteMessages);
        for (int i = 0; i < all.size(); i++) {
            Message message = all.get(i);
            Optional<Boolean> whose = isOf(tunnel, message);
            if (whose.isPresent() && !whose.get()) {
                continue;
            }
            int atSite = i - ofTunnel;
            Optional<Reading> reading = atSite < 0 ? Wordings.read(message) : ofSite.get(atSite);
            if (whose.isEmpty() && atSite >= 0) {
                whose = reading.flatMap(r -> byValue(tunnel, r));
                if (whose.isPresent() && !whose.get()) {
                    continue;
                }
            }
            boolean ofAll = reading.filter(r -> r.sign().ofAll()).isPresent();
            boolean sure = ofAll
                    || whose.isPresent()
                    || i < ofTunnel
                    || (onlyTunnel && (onlyName || message.tunnel() == null));
            // Somebody's tunnel came up or went: as good as nothing where nobody says whose.
            if (!sure && reading.filter(r -> r.sign().up() || r.sign().ended()).isPresent()) {
                continue;
            }
            reading.ifPresentOrElse(readings::add, () -> unknown.add(message));
            reading.filter(r -> !sure).ifPresent(nobodys::add);
        }
        return byTime(tunnel, readings, nobodys, unknown);
    }

    /** With the reason that Cato's snapshot gives for a tunnel that is down. */
    private static List<Message> own(TunnelEvidence tunnel) {
        List<Message> all = Headers.joined(tunnel.messages());
        CatoHalf cato = tunnel.cato();
        if (cato != null && cato.reason() != null && Boolean.FALSE.equals(cato.connected())) {
            all.add(Message.snapshot(cato.at(), cato.reason()));
        }
        return all;
    }

    private static Sorted byTime(
            TunnelEvidence tunnel, List<Reading> readings, Set<Reading> nobodys, List<Message> unknown) {
        Instant since = latest(tunnel.changedAt(), tunnel.lastUp());
        List<Reading> current = new ArrayList<>();
        Set<Reading> skewed = new HashSet<>();
        Ups ups = new Ups(readings, nobodys);
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Instant time = reading.message().time();
            boolean before = isBefore(time, since);
            boolean longBefore = since != null && isBefore(time, since.minus(SKEW));
            if (longBefore || ups.after(reading, i)) {
                continue;
            }
            current.add(reading);
            if (before) {
                skewed.add(reading);
            }
        }
        current.removeAll(Phases.overtaken(current, nobodys));
        return new Sorted(readings, current, nobodys, skewed, unknown);
    }

    private static boolean isBefore(@Nullable Instant time, @Nullable Instant since) {
        return time != null && since != null && time.isBefore(since);
    }

    static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** Whether the message says of itself that it is of this tunnel, or of another; empty where it doesn't say. */
    private Optional<Boolean> isOf(TunnelEvidence tunnel, Message message) {
        if (message.tunnel() != null) {
            return names.means(message.tunnel(), tunnel);
        }
        if (ofOtherVersion(tunnel, message) || (message.source().cato() && another(tunnel))) {
            return Optional.of(false);
        }
        Optional<Boolean> byNumber = byNumber(tunnel, message);
        return byNumber.isPresent() ? byNumber : byAddress(tunnel, message);
    }

    private static boolean another(TunnelEvidence tunnel) {
        return tunnel.router() != null && tunnel.router().pairing() == Pairing.ANOTHER_PEERS;
    }

    /** The router marks the lines of IKEv1 with a name of their own, beside the one of both. */
    private static boolean ofOtherVersion(TunnelEvidence tunnel, Message message) {
        ConfiguredTunnel configured =
                tunnel.router() == null ? null : tunnel.router().configured();
        return configured != null
                && Integer.valueOf(2).equals(configured.ikeVersion().value())
                && message.text().startsWith("[IKE1]");
    }

    private static Optional<Boolean> byNumber(TunnelEvidence tunnel, Message message) {
        ConfiguredTunnel configured =
                tunnel.router() == null ? null : tunnel.router().configured();
        Integer number = TunnelNames.number(tunnel);
        if (number == null && NUMERIC.matcher(tunnel.tunnel()).matches()) {
            number = Integer.valueOf(tunnel.tunnel());
        }
        if (message.source().cato() || number == null) {
            return Optional.empty();
        }
        Matcher gateway = GATEWAY.matcher(message.text());
        if (gateway.find()) {
            int id = configured == null ? number : configured.gateway();
            return Optional.of(Integer.parseInt(gateway.group(1)) == id);
        }
        Matcher named = TUNNEL.matcher(message.text());
        return named.find() ? Optional.of(Integer.parseInt(named.group(1)) == number) : Optional.empty();
    }

    private Optional<Boolean> byAddress(TunnelEvidence tunnel, Message message) {
        Set<String> said = TunnelNames.addresses(message.text());
        if (said.isEmpty()) {
            return Optional.empty();
        }
        String own = catoAddress(tunnel);
        boolean mine = own != null && said.contains(own);
        boolean others = site.tunnels().stream()
                .filter(other -> !other.tunnel().equals(tunnel.tunnel()))
                .map(Relevance::catoAddress)
                .anyMatch(address -> address != null && said.contains(address));
        return mine == others ? Optional.empty() : Optional.of(mine);
    }

    /** {@code Primary 1}, {@code primary}, {@code PRIMARY1} are one. */
    static String id(String tunnel) {
        String id = tunnel.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return id.equals("PRIMARY") || id.equals("SECONDARY") ? id + "1" : id;
    }

    /** What Cato heard of the router is of the only tunnel that is configured so, where none of the others can have said it. */
    private Optional<Boolean> byValue(TunnelEvidence tunnel, Reading reading) {
        if (!reading.message().source().cato() || site.tunnels().size() < 2) {
            return Optional.empty();
        }
        List<TunnelEvidence> possible =
                site.tunnels().stream().filter(t -> !denies(t, reading)).toList();
        if (possible.size() != 1) {
            return Optional.empty();
        }
        RouterHalf router = possible.getFirst().router();
        boolean agrees = router != null && Boolean.TRUE.equals(AlgorithmRule.saidOf(router, reading));
        return agrees ? Optional.of(possible.getFirst().tunnel().equals(tunnel.tunnel())) : Optional.empty();
    }

    /** It is another peer's, or offers nothing but what is configured, which is something else. */
    private static boolean denies(TunnelEvidence tunnel, Reading reading) {
        RouterHalf router = tunnel.router();
        if (router == null || router.configured() == null) {
            return false;
        }
        return another(tunnel)
                || (Boolean.FALSE.equals(AlgorithmRule.saidOf(router, reading))
                        && Boolean.TRUE.equals(
                                Parameters.known(router, router.configured().proposalLimited())));
    }

    static @Nullable String catoAddress(TunnelEvidence tunnel) {
        Intended intended = tunnel.intended();
        if (intended != null && intended.catoAddress() != null) {
            return intended.catoAddress();
        }
        CatoHalf cato = tunnel.cato();
        if (cato != null && cato.catoAddress() != null) {
            return cato.catoAddress();
        }
        ConfiguredTunnel configured =
                tunnel.router() == null ? null : tunnel.router().configured();
        return configured == null ? null : configured.remoteAddress().value();
    }
}
