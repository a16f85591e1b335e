package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.IkeConnection.Start;
import dev.ipsecsites.lab.ike.IkeSa.ChildSa;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Outcome.Agreement;
import dev.ipsecsites.lab.wire.WirePath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Two daemons with a cable between them that negotiate one combination after the other: a router's end and Cato's. Not for several
 * threads at once; make a pair for each.
 */
public final class IkePair implements AutoCloseable {
    private static final Duration NEGOTIATION = Duration.ofSeconds(6);
    private static final Duration RENEWAL = Duration.ofSeconds(8);
    private static final String CATO = "pop";
    private static final int IKE = 500;
    private static final int NAT_T = 4500;

    private final Namespaces namespaces;
    private final String routerSpace;
    private final String catoSpace;
    private final IkeDaemon router;
    private final IkeDaemon cato;
    private final Set<String> addresses = new LinkedHashSet<>();
    private String loadedAtRouter = "";
    private String loadedAtCato = "";

    private IkePair(Namespaces namespaces, String routerSpace, String catoSpace, Path directory) {
        this.namespaces = namespaces;
        this.routerSpace = routerSpace;
        this.catoSpace = catoSpace;
        router = IkeDaemon.start(routerSpace, directory.resolve("router"), CharonSettings.QUICK);
        try {
            cato = IkeDaemon.start(catoSpace, directory.resolve("cato"), CharonSettings.QUICK);
        } catch (IkeException e) {
            router.close();
            throw e;
        }
    }

    /** @param directory for the daemons' files; short, and private to this pair */
    public static IkePair start(Path directory) {
        Namespaces namespaces = Namespaces.create("pair");
        try {
            String routerSpace = namespaces.add("router");
            String catoSpace = namespaces.add("cato");
            namespaces.cable(routerSpace, "wan", catoSpace, "net");
            return new IkePair(namespaces, routerSpace, catoSpace, directory);
        } catch (IkeException e) {
            namespaces.close();
            throw e;
        }
    }

    /**
     * What came of one combination.
     *
     * @param agreement what the SAs are made of; empty when none came up
     * @param renewed whether the child SA's first renewal went well; true when there was nothing to renew
     * @param renewedByCato the same of renewals that Cato began, of the child SA and then of the IKE SA; true when that wasn't asked for
     * @param starter the end that began, {@code router} or {@code cato}; empty when neither does
     * @param routerLog charon's own lines at the router's end
     * @param catoLog charon's own lines at Cato's end
     */
    public record Result(
            Optional<Agreement> agreement,
            boolean renewed,
            boolean renewedByCato,
            String starter,
            List<String> routerLog,
            List<String> catoLog) {}

    /**
     * Negotiates, renews once, and takes everything down again.
     *
     * @param path what is let through; faults of ESP as such can't be shown, it always goes inside UDP here
     * @param alsoByCato whether renewals that Cato begins are tried, too
     */
    public Result negotiate(CatoPeer told, RouterGateway gateway, WirePath path, boolean alsoByCato) {
        Result done = negotiated(told, gateway.connection(), path, this::renewed);
        if (done.agreement().isEmpty() || !alsoByCato) {
            return done;
        }
        // With other proposals at the router than those that it asks with, so once more from the beginning.
        boolean byCato = negotiated(told, gateway.answering(), path, (first, _) -> renewedByCato(first))
                .renewed();
        return new Result(done.agreement(), done.renewed(), byCato, done.starter(), done.routerLog(), done.catoLog());
    }

    /** What is tried once SAs are there; whether it went well. */
    private interface Renewal {
        boolean of(IkeSa first, IkeConnection atRouter);
    }

    private Result negotiated(CatoPeer told, Optional<IkeConnection> atRouter, WirePath path, Renewal renewal) {
        Optional<IkeConnection> atCato = CatoTranslator.connection(told, CATO);
        boolean routerStarts = atRouter.map(IkeConnection::initiates).orElse(false);
        boolean catoStarts = atCato.map(IkeConnection::initiates).orElse(false) && told.popUp();
        String starter = routerStarts ? "router" : catoStarts ? "cato" : "";
        atRouter.ifPresent(c -> address(routerSpace, "wan", c.localAddress()));
        atCato.ifPresent(c -> address(catoSpace, "net", c.localAddress()));
        atCato.map(IkeConnection::localSelectors).orElse(List.of()).forEach(this::behindCato);
        loadedAtRouter = load(router, atRouter, loadedAtRouter);
        loadedAtCato = load(cato, atCato, loadedAtCato);
        long routerMark = router.logMark();
        long catoMark = cato.logMark();
        List<String> blocks = block(path);
        if (!told.popUp()) {
            namespaces.ip(catoSpace, "rule", "add", "priority", "90", "blackhole");
        }
        try {
            Negotiation done = starter.isEmpty()
                    ? new Negotiation(Optional.empty(), true)
                    : negotiated(
                            starter.equals("router") ? router : cato,
                            starter.equals("router") ? atRouter.orElseThrow() : atCato.orElseThrow(),
                            atRouter,
                            renewal);
            return new Result(
                    done.agreement(),
                    done.renewed(),
                    true,
                    starter,
                    router.logSince(routerMark),
                    cato.logSince(catoMark));
        } finally {
            if (!told.popUp()) {
                namespaces.ip(catoSpace, "rule", "del", "priority", "90", "blackhole");
            }
            unblock(blocks);
            clear();
        }
    }

    private record Negotiation(Optional<Agreement> agreement, boolean renewed) {}

    private Negotiation negotiated(
            IkeDaemon starter, IkeConnection connection, Optional<IkeConnection> atRouter, Renewal renewal) {
        if (!starter.initiate(connection.name(), NEGOTIATION) || atRouter.isEmpty()) {
            return new Negotiation(Optional.empty(), true);
        }
        Optional<IkeSa> first = established();
        if (first.isEmpty()) {
            return new Negotiation(Optional.empty(), true);
        }
        boolean renewed = renewal.of(first.get(), atRouter.get());
        int pfs = renewed
                ? established().flatMap(IkeSa::child).map(ChildSa::pfsGroup).orElse(0)
                : 0;
        return new Negotiation(first.map(sa -> agreement(sa, pfs)), renewed);
    }

    /** The router's own SA with a child SA that carries packets. */
    private Optional<IkeSa> established() {
        return router.sas().stream()
                .filter(IkeSa::established)
                .filter(sa -> sa.child().isPresent())
                .reduce((older, younger) -> younger);
    }

    /** That the daemons believe in NAT says nothing of the way between them: it is how ESP comes to be put into UDP. */
    private static Agreement agreement(IkeSa sa, int pfs) {
        ChildSa child = sa.child().orElseThrow();
        return new Agreement(
                sa.encryption(),
                sa.prf(),
                sa.integrity(),
                sa.dhGroup(),
                child.encryption(),
                child.integrity(),
                pfs,
                false);
    }

    private boolean renewed(IkeSa before, IkeConnection atRouter) {
        return atRouter.reauthenticates() ? madeAnew(before, atRouter.name()) : renewedChild(before, atRouter.name());
    }

    /** CREATE_CHILD_SA by the router; done when a younger child SA carries packets. */
    private boolean renewedChild(IkeSa before, String name) {
        long old = before.child().orElseThrow().spiIn();
        long mark = router.logMark();
        if (!router.rekeyChild(name)) {
            return false;
        }
        return within(
                () -> established()
                        .flatMap(IkeSa::child)
                        .filter(c -> c.spiIn() != old)
                        .isPresent(),
                () -> new LogReader(router.logSince(mark)).says("failed to establish CHILD_SA")
                        || new LogReader(router.logSince(mark)).says("CHILD_SA rekeying failed"));
    }

    /** The child SA by Cato, then the IKE SA by Cato, as the router sees both. */
    private boolean renewedByCato(IkeSa before) {
        long old = before.child().orElseThrow().spiIn();
        long mark = cato.logMark();
        boolean child = cato.rekeyChild(CATO)
                && within(
                        () -> established()
                                .flatMap(IkeSa::child)
                                .filter(c -> c.spiIn() != old)
                                .isPresent(),
                        () -> new LogReader(cato.logSince(mark)).says("failed to establish CHILD_SA")
                                || new LogReader(cato.logSince(mark)).says("CHILD_SA rekeying failed"));
        return child
                && cato.rekeyIke(CATO, false)
                && within(
                        () -> established()
                                .filter(sa -> !sa.initiatorSpi().equals(before.initiatorSpi()))
                                .isPresent(),
                        () -> false);
    }

    /** Type 1 of the router's child exchange: everything anew from IKE_SA_INIT. */
    private boolean madeAnew(IkeSa before, String name) {
        if (!router.rekeyIke(name, true)) {
            return false;
        }
        return within(
                () -> established()
                        .filter(sa -> !sa.initiatorSpi().equals(before.initiatorSpi()))
                        .isPresent(),
                () -> false);
    }

    private static boolean within(BooleanSupplier done, BooleanSupplier failed) {
        Instant deadline = Instant.now().plus(RENEWAL);
        while (Instant.now().isBefore(deadline)) {
            if (done.getAsBoolean()) {
                return true;
            }
            if (failed.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return false;
    }

    private void address(String space, String interfaceName, String address) {
        if (addresses.add(space + " " + address)) {
            namespaces.address(space, interfaceName, address + "/32");
            String other = space.equals(routerSpace) ? catoSpace : routerSpace;
            namespaces.ip(other, "route", "add", address + "/32", "dev", space.equals(routerSpace) ? "net" : "wan");
        }
    }

    /** kernel-libipsec wants an address of its own inside each selector. */
    private void behindCato(String network) {
        if (!network.endsWith("/0") && addresses.add(catoSpace + " " + network)) {
            namespaces.address(catoSpace, "lo", Networks.host(network) + "/32");
        }
    }

    private static String load(IkeDaemon daemon, Optional<IkeConnection> connection, String loaded) {
        String text = connection.map(c -> c.text(Start.BY_HAND)).orElse("");
        if (!text.equals(loaded)) {
            connection.ifPresentOrElse(c -> daemon.load(c, Start.BY_HAND), daemon::unload);
        }
        return text;
    }

    /** Rules that swallow a port's packets at the end that sends them. */
    private List<String> block(WirePath path) {
        List<String> blocks = new ArrayList<>();
        block(blocks, path.ikeOut(), routerSpace, IKE);
        block(blocks, path.ikeIn(), catoSpace, IKE);
        block(blocks, path.natTOut(), routerSpace, NAT_T);
        block(blocks, path.natTIn(), catoSpace, NAT_T);
        return blocks;
    }

    private void block(List<String> blocks, boolean passes, String space, int port) {
        if (!passes) {
            blocks.add(space + " " + port);
            rule("add", space, Integer.toString(port));
        }
    }

    private void unblock(List<String> blocks) {
        for (String block : blocks) {
            String[] words = block.split(" ", -1);
            rule("del", words[0], words[1]);
        }
    }

    private void rule(String what, String space, String port) {
        namespaces.ip(space, "rule", what, "priority", "100", "ipproto", "udp", "dport", port, "blackhole");
    }

    private void clear() {
        router.terminateAll();
        cato.terminateAll();
    }

    @Override
    public void close() {
        try (namespaces;
                cato;
                router) {
            loadedAtRouter = "";
            loadedAtCato = "";
        }
    }
}
