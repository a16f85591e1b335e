package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.CharonSettings;
import dev.ipsecsites.lab.ike.IkeConnection;
import dev.ipsecsites.lab.ike.IkeDaemon;
import dev.ipsecsites.lab.ike.IkeSa;
import dev.ipsecsites.lab.ike.IkeSa.ChildSa;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The daemon of one end of one tunnel, which has one connection. */
final class Daemon {
    /** What a daemon's TUN device is called in its namespace. */
    static final String TUN = "ipsec0";

    /** strongSwan returns at once then. */
    private static final Duration DONT_WAIT = Duration.ofMillis(-1);

    private static final int PATIENCE = 3;

    private final IkeDaemon charon;
    private final Path kept;
    private long mark;
    private String connection = "";
    private boolean detectsNat;
    private int unanswered;

    private Daemon(IkeDaemon charon, Path kept) {
        this.charon = charon;
        this.kept = kept;
    }

    /** @param logs where its log stays when it has ended */
    static Daemon start(String namespace, Path directory, CharonSettings settings, Path logs) {
        return new Daemon(
                IkeDaemon.start(namespace, directory, settings), logs.resolve(directory.getFileName() + ".charon.log"));
    }

    /**
     * What it has come to.
     *
     * @param standing the IKE SA that is established with a child SA
     * @param busy whether a negotiation is under way
     * @param log new lines
     */
    record Look(Optional<Standing> standing, boolean busy, List<String> log) {}

    /** SAs as this end sees them ({@code childSpiIn} is its own), and what went through the child SA. */
    record Standing(
            SecurityAssociations associations,
            long receivedPackets,
            long receivedOctets,
            long sentPackets,
            long sentOctets) {}

    /** A process that has died is still listed until its keeper ends, so one that doesn't answer counts as dead, too. */
    boolean running() {
        return unanswered < PATIENCE && charon.running();
    }

    Look look() {
        unanswered++;
        List<IkeSa> all = charon.sas();
        unanswered = 0;
        List<String> lines = charon.logSince(mark);
        mark += lines.stream()
                .mapToLong(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1L)
                .sum();
        Optional<Standing> standing = all.stream()
                .filter(sa -> sa.established() && sa.child().isPresent())
                .reduce((older, younger) -> younger)
                .map(this::standing);
        return new Look(standing, all.stream().anyMatch(sa -> !sa.established()), lines);
    }

    /** Where a daemon is only made to believe in NAT, as libipsec needs it, none is said to be there. */
    private Standing standing(IkeSa sa) {
        ChildSa child = sa.child().orElseThrow();
        return new Standing(
                new SecurityAssociations(
                        sa.encryption(),
                        sa.prf(),
                        sa.integrity(),
                        sa.dhGroup(),
                        child.encryption(),
                        child.integrity(),
                        child.pfsGroup(),
                        sa.localAddress(),
                        sa.remoteAddress(),
                        sa.initiatorSpi(),
                        sa.responderSpi(),
                        child.spiIn(),
                        child.spiOut(),
                        detectsNat && sa.nat()),
                child.packetsIn(),
                child.bytesIn(),
                child.packetsOut(),
                child.bytesOut());
    }

    /** SAs that stand are left alone. */
    void load(IkeConnection changed) {
        charon.load(changed, IkeConnection.Start.BY_HAND);
        connection = changed.name();
        detectsNat = changed.detectsNat();
    }

    /** Starts a negotiation and doesn't wait for its end. */
    void initiate() {
        charon.initiate(connection, DONT_WAIT);
    }

    /** Deletes its SAs and tells the peer, whose answer is not waited for: it may be gone. */
    void terminate() {
        charon.terminateAll();
    }

    /** An orderly end tells the peer, if the line is plugged in. */
    void close() throws IOException {
        charon.close();
        Path log = charon.directory().resolve("charon.log");
        if (Files.exists(log)) {
            Files.createDirectories(kept.getParent());
            Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
