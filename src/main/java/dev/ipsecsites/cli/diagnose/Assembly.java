package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.diagnose.Draft.DraftTunnel;
import dev.ipsecsites.diagnosis.CatoHalf;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.Roles;
import dev.ipsecsites.diagnosis.RouterHalf;
import dev.ipsecsites.diagnosis.RouterHalf.Pairing;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays manifests, routers and timelines beside each other: which tunnel of which is which. Pure. */
final class Assembly {
    /** Files are collected on different days; a clock that is wrong is wrong by years (yamaha-rtx.md §3.2: no battery, no NTP). */
    private static final Duration DAYS_APART = Duration.ofDays(300);

    private final List<RouterSide> routers;
    private final List<Timeline> timelines;
    private final List<List<Message>> logs;
    private final Set<String> noTimeline;

    /** @param noTimeline tunnels for which the console has none, see {@link Collected#ANY_TUNNEL} */
    Assembly(List<RouterSide> routers, List<List<Message>> logs, List<Timeline> timelines, Set<String> noTimeline) {
        this.routers = List.copyOf(routers);
        this.logs = List.copyOf(logs);
        this.timelines = List.copyOf(timelines);
        this.noTimeline = Set.copyOf(noTimeline);
    }

    /** @param drafts from manifests; without any the files themselves tell which tunnels there are */
    List<SiteEvidence> sites(List<Draft> drafts) {
        List<Placed> placed = drafts.isEmpty() ? unwritten() : placed(drafts);
        List<Draft> all = placed.stream().map(Placed::draft).toList();
        return placed.stream().map(each -> site(each, all)).toList();
    }

    /**
     * A site, and whose messages count for it.
     *
     * @param router index of the router that carries it; {@link Carriers#NONE} where none of them does, or nobody knows which
     * @param timeline what Cato's timelines say that may be of it
     */
    private record Placed(Draft draft, int router, List<Message> timeline) {}

    private SiteEvidence site(Placed placed, List<Draft> all) {
        Draft draft = placed.draft();
        int router = placed.router();
        RouterSide side = router < 0 ? null : routers.get(router);
        List<@Nullable Integer> numbers = side == null ? List.of() : pair(draft, side);
        List<TunnelEvidence> tunnels = new ArrayList<>();
        for (int i = 0; i < draft.tunnels().size(); i++) {
            tunnels.add(tunnel(placed, i, side, numbers, all));
        }
        List<Message> messages = new ArrayList<>(placed.timeline());
        if (router >= 0) {
            messages.addAll(logs.get(router));
        }
        List<String> refusals = new ArrayList<>(draft.refusals());
        refusals.addAll(side == null ? List.of() : side.refusals());
        return SiteEvidence.of(draft.name(), null, tunnels)
                .withMessages(inOrder(messages))
                .withRefusals(refusals);
    }

    private static List<Message> inOrder(List<Message> messages) {
        List<Message> sorted = new ArrayList<>(messages);
        if (sorted.stream().allMatch(m -> m.time() != null)) {
            sorted.sort(Comparator.comparing(m -> Objects.requireNonNull(m.time())));
        }
        return sorted;
    }

    // ---------------------------------------------------------------- which is which

    private List<Placed> placed(List<Draft> drafts) {
        List<Integer> carriers = Carriers.of(drafts, routers);
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            placed.add(new Placed(drafts.get(i), carriers.get(i), timeline(drafts.get(i), drafts)));
        }
        return placed;
    }

    /** The only site that was written down has what says nothing else; of several, each what names it. */
    private List<Message> timeline(Draft draft, List<Draft> sites) {
        boolean named = timelines.stream().anyMatch(t -> t.names(draft, sites));
        return timelines.stream()
                .filter(t ->
                        t.names(draft, sites) || (sites.size() == 1 && (t.site().isEmpty() || !named)))
                .flatMap(t -> t.messages().stream())
                .toList();
    }

    /** Timelines that nothing says which of the sites they are of. */
    List<String> unclaimed(List<Draft> drafts) {
        return timelines.stream()
                .filter(t -> drafts.size() > 1 && drafts.stream().noneMatch(draft -> t.names(draft, drafts)))
                .map(t -> t.file() + (t.site().isEmpty() ? "" : " (" + t.site() + ")"))
                .distinct()
                .toList();
    }

    /** Routers whose output was among the files and that no site of the manifests is on. */
    List<String> unplaced(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        List<Integer> used = placed(drafts).stream().map(Placed::router).toList();
        return IntStream.range(0, routers.size())
                .filter(i -> !used.contains(i))
                .mapToObj(this::name)
                .toList();
    }

    private String name(int router) {
        String host = routers.get(router).host();
        return host == null ? "router " + (router + 1) : host;
    }

    /** For each tunnel of a site its number on the router; null where the router has none for it. */
    private static List<@Nullable Integer> pair(Draft draft, RouterSide side) {
        Peers peers = side.peers();
        List<Integer> free = new ArrayList<>(peers.preference());
        List<@Nullable Integer> numbers = new ArrayList<>();
        for (DraftTunnel tunnel : draft.tunnels()) {
            Integer number = tunnel.number();
            boolean there = number != null && free.removeIf(number::equals);
            numbers.add(there ? number : null);
        }
        for (int i = 0; i < numbers.size(); i++) {
            String address = draft.tunnels().get(i).intended().catoAddress();
            if (numbers.get(i) == null && address != null) {
                Integer same = free.stream()
                        .filter(n -> address.equals(side.remoteAddress(n)))
                        .findFirst()
                        .orElse(null);
                numbers.set(i, same);
                free.removeIf(n -> n.equals(same));
            }
        }
        boolean unknown = draft.tunnels().stream().allMatch(t -> t.number() == null);
        free.removeAll(peers.elsewhere());
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) == null && unknown && !free.isEmpty()) {
                numbers.set(i, free.removeFirst());
            }
        }
        return numbers;
    }

    private TunnelEvidence tunnel(
            Placed placed, int at, @Nullable RouterSide side, List<@Nullable Integer> numbers, List<Draft> all) {
        Draft site = placed.draft();
        DraftTunnel draft = site.tunnels().get(at);
        int router = placed.router();
        Integer number = numbers.isEmpty() ? null : numbers.get(at);
        Integer own = number != null ? number : draft.number();
        RouterHalf half = side == null ? null : own == null ? side.half(numbers) : side.half(own);
        if (draft.up() != null && (half == null || half.state() == null)) {
            half = (half == null ? RouterHalf.NOTHING : half).withState(null, byStatus(own, draft.up()));
        }
        List<Check> checks = new ArrayList<>(draft.checks());
        checks.addAll(side == null || own == null ? List.of() : side.checks(own));
        Duration offset = side == null ? null : side.clockOffset();
        if (half != null || !checks.isEmpty() || offset != null) {
            half = (half == null ? RouterHalf.NOTHING : half)
                    .withChecks(checks)
                    .withClockOffset(
                            offset != null || router < 0 ? offset : clockOffset(logs.get(router), placed.timeline()));
        }
        Pairing pairing = side == null || own == null ? Pairing.SURE : pairing(draft, own, side.peers(), half);
        return TunnelEvidence.of(draft.id())
                .withIntended(draft.intended().withNumber(own))
                .withRouter(half == null ? null : half.withPairing(pairing))
                .withMessages(side == null || own == null ? List.of() : side.sentences(own))
                .withCato(pairing == Pairing.ANOTHER_PEERS ? draft.cato() : cato(draft, placed.timeline()))
                .withFlaps(draft.flaps(), null)
                .withConflicts(
                        Stream.concat(sharing(site, draft, all).stream(), sharing(side, own).stream())
                                .toList(),
                        clash(site, draft, all));
    }

    /** How sure it is that a tunnel of the router is the one that Cato calls so. */
    private Pairing pairing(DraftTunnel draft, int number, Peers peers, @Nullable RouterHalf half) {
        if (draft.intended().catoAddress() != null) {
            return Pairing.SURE;
        }
        if (peers.elsewhere().contains(number)) {
            return Pairing.ANOTHER_PEERS;
        }
        boolean guessed =
                peers.guesses().contains(number) || (peers.only().contains(number) && mayBeTheOther(number, half));
        return guessed && UnwrittenTunnels.ROLES.contains(draft.id()) ? Pairing.GUESSED : Pairing.SURE;
    }

    /**
     * Where a router shows one tunnel alone, that may be the one that is left: {@code show ipsec sa} has no row of the one that fails. The
     * first by its number is the primary as far as Cato's timelines name no other.
     */
    private boolean mayBeTheOther(int number, @Nullable RouterHalf half) {
        TunnelState state = half == null ? null : half.state();
        return state != null && state.phase() == Phase.UP && (number != 1 || roles() > 1);
    }

    private long roles() {
        Stream<String> named =
                timelines.stream().flatMap(t -> t.messages().stream()).map(Message::tunnel);
        return Stream.concat(named, noTimeline.stream())
                .filter(id -> id != null && Roles.named(id) != null)
                .distinct()
                .count();
    }

    private static TunnelState byStatus(@Nullable Integer number, boolean up) {
        return new TunnelState(
                number == null ? 0 : number,
                up ? Phase.UP : Phase.DOWN,
                null,
                0,
                0,
                KeepaliveState.UNKNOWN,
                null,
                List.of());
    }

    private CatoHalf cato(DraftTunnel draft, List<Message> timeline) {
        boolean heard = timeline.stream()
                .map(Message::tunnel)
                .anyMatch(id -> id == null || draft.id().equals(id) || Roles.named(id) == null);
        boolean none = noTimeline.contains(Collected.ANY_TUNNEL) || noTimeline.contains(draft.id());
        return none && !heard ? draft.cato().withNoTimeline(true) : draft.cato();
    }

    private static List<String> sharing(Draft site, DraftTunnel draft, List<Draft> all) {
        String own = draft.intended().siteAddress();
        String cato = draft.intended().catoAddress();
        if (own == null || cato == null) {
            return List.of();
        }
        return others(site, draft, all)
                .filter(o -> own.equals(o.tunnel().intended().siteAddress())
                        && cato.equals(o.tunnel().intended().catoAddress()))
                .map(Other::words)
                .toList();
    }

    /** Another router among the files starts from the same address to the same PoP: one was replaced and left running. */
    private List<String> sharing(@Nullable RouterSide side, @Nullable Integer number) {
        String local = side == null || number == null ? null : side.localAddress(number);
        String remote = side == null || number == null ? null : side.remoteAddress(number);
        if (side == null || local == null || remote == null || !side.known()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < routers.size(); i++) {
            RouterSide other = routers.get(i);
            // Outputs of which nobody knows the router may all be of this one.
            boolean another = other != side && other.known();
            for (int n : another ? other.numbers() : Set.<Integer>of()) {
                if (local.equals(other.localAddress(n)) && remote.equals(other.remoteAddress(n))) {
                    found.add(name(i) + " tunnel " + n);
                }
            }
        }
        return found;
    }

    private static @Nullable String clash(Draft site, DraftTunnel draft, List<Draft> all) {
        return draft.number() == null || site.router() == null
                ? null
                : others(site, draft, all)
                        .filter(o -> site.router().equals(o.site().router())
                                && draft.number().equals(o.tunnel().number()))
                        .map(Other::words)
                        .findFirst()
                        .orElse(null);
    }

    private record Other(Draft site, DraftTunnel tunnel) {
        String words() {
            return site.name() + " " + tunnel.id();
        }
    }

    private static Stream<Other> others(Draft site, DraftTunnel draft, List<Draft> all) {
        return all.stream()
                .flatMap(s -> s.tunnels().stream().map(t -> new Other(s, t)))
                .filter(o -> !o.site().equals(site) || !o.tunnel().id().equals(draft.id()));
    }

    /** How far the router's clock is from Cato's, where the difference can't be from collecting the files on different days. */
    private static @Nullable Duration clockOffset(List<Message> log, List<Message> timeline) {
        Instant here = newest(log);
        Instant there = newest(timeline);
        if (here == null || there == null) {
            return null;
        }
        Duration ahead = Duration.between(there, here);
        return ahead.abs().compareTo(DAYS_APART) > 0 ? ahead : null;
    }

    private static @Nullable Instant newest(List<Message> messages) {
        return messages.stream()
                .map(Message::time)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    // ---------------------------------------------------------------- without manifests

    /** A timeline names no router: where there are several, it is judged alone. */
    private List<Placed> unwritten() {
        List<Message> timeline =
                timelines.stream().flatMap(t -> t.messages().stream()).toList();
        if (routers.size() < 2) {
            boolean none = routers.isEmpty();
            List<Message> log = none ? List.of() : logs.getFirst();
            Draft only = Draft.unnamed(found(none ? null : routers.getFirst(), log, timeline));
            return List.of(new Placed(only, none ? Carriers.NONE : 0, timeline));
        }
        List<Placed> each = new ArrayList<>();
        for (int i = 0; i < routers.size(); i++) {
            List<DraftTunnel> tunnels = found(routers.get(i), logs.get(i), List.of());
            each.add(new Placed(Draft.named(name(i), tunnels), i, List.of()));
        }
        if (!timeline.isEmpty()) {
            List<DraftTunnel> tunnels = found(null, List.of(), timeline);
            each.add(new Placed(Draft.named("timeline", tunnels), Carriers.NONE, timeline));
        }
        return each;
    }

    private List<DraftTunnel> found(@Nullable RouterSide side, List<Message> log, List<Message> timeline) {
        // What the console hasn't got is of the site that the timeline is of.
        return UnwrittenTunnels.of(side, log, timeline, routers.size() < 2 ? noTimeline : Set.of());
    }
}
