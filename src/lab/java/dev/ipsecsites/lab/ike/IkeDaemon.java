package dev.ipsecsites.lab.ike;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A charon of its own in a network namespace, with its own directory for configuration, log and control socket. Its TUN device is
 * {@code ipsec0} in that namespace; what is routed there is encrypted. Safe for one user at a time.
 */
public final class IkeDaemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String OWNER_ONLY = "rw-------";
    private static final String OWNER_DIRECTORY = "rwx------";
    /**
     * charon's process file is at a fixed path, so each gets a {@code /run} of its own. The shell waits for its input to end: when this
     * process dies, however it does, the daemon goes with it.
     */
    private static final String KEEPER = "mount --bind \"$0/run\" /run || exit 1; \"$1\" & charon=$!; echo $charon >"
            + " \"$0/pid\"; while read -r _; do :; done; kill $charon; wait $charon; rm -f \"$0/swanctl.conf\"";

    private final String namespace;
    private final Path directory;
    private final Process keeper;
    private final Vici vici;
    private final Path log;

    private IkeDaemon(String namespace, Path directory, Process keeper) {
        this.namespace = namespace;
        this.directory = directory;
        this.keeper = keeper;
        vici = new Vici(directory.resolve("vici"));
        log = directory.resolve("charon.log");
    }

    /**
     * Starts one and waits until it can be spoken to.
     *
     * @param namespace name as {@link Namespaces#add} gave it
     * @param directory made if it isn't there; the path of a socket in it must be shorter than 100 letters
     * @throws IkeException when it doesn't come up; the message ends with what it printed
     */
    public static IkeDaemon start(String namespace, Path directory, CharonSettings settings) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_DIRECTORY));
            Files.createDirectories(directory.resolve("run"));
            Files.deleteIfExists(directory.resolve("vici"));
            Path absolute = directory.toAbsolutePath();
            Path configuration = absolute.resolve("strongswan.conf");
            Files.writeString(configuration, settings.text(absolute.toString()));
            ProcessBuilder builder = new ProcessBuilder(Namespaces.inside(
                    namespace, List.of("sh", "-c", KEEPER, absolute.toString(), RealIke.CHARON.toString())));
            builder.environment().put("STRONGSWAN_CONF", configuration.toString());
            builder.environment().put("TZ", "UTC");
            builder.redirectErrorStream(true)
                    .redirectOutput(absolute.resolve("output").toFile());
            IkeDaemon daemon = new IkeDaemon(namespace, absolute, builder.start());
            daemon.awaitStart();
            return daemon;
        } catch (IOException e) {
            throw new IkeException("cannot start charon in " + namespace, e);
        }
    }

    private void awaitStart() {
        Instant deadline = Instant.now().plus(START);
        while (true) {
            try {
                vici.request("version", Map.of(), ANSWER);
                return;
            } catch (IkeException e) {
                if (!keeper.isAlive() || Instant.now().isAfter(deadline)) {
                    close();
                    throw new IkeException(
                            "charon does not come up in " + namespace + ": " + read("output") + read("charon.log"), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    public String namespace() {
        return namespace;
    }

    public Path directory() {
        return directory;
    }

    /** Whether the charon process is there. */
    public boolean running() {
        String pid = read("pid").strip();
        return !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    /** Replaces everything loaded before; SAs of what is no longer there stay until {@link #terminateAll}. */
    public void load(IkeConnection connection, IkeConnection.Start start) {
        load(connection.text(start));
    }

    /** Forgets all connections and keys. */
    public void unload() {
        load("connections {\n}\nsecrets {\n}\n");
    }

    /** The file, which nobody else can read, is the only place where the key stands. */
    private void load(String text) {
        Path file = directory.resolve("swanctl.conf");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IkeException("cannot write " + file, e);
        }
        Programs.run(List.of(
                "swanctl",
                "--load-all",
                "--clear",
                "--noprompt",
                "--file",
                file.toString(),
                "--uri",
                "unix://" + directory.resolve("vici")));
    }

    /**
     * Starts the negotiation and waits for its end.
     *
     * @return whether a child SA came of it; the log tells why not
     */
    public boolean initiate(String connection, Duration atMost) {
        Map<String, Object> answer = vici.request(
                "initiate",
                Map.of(
                        "child",
                        connection,
                        "ike",
                        connection,
                        "timeout",
                        Long.toString(atMost.toMillis()),
                        "loglevel",
                        "-1"),
                atMost.plus(ANSWER));
        return succeeded(answer);
    }

    /** Renews the child SA with CREATE_CHILD_SA; returns when the daemon has taken the request, not when it is done. */
    public boolean rekeyChild(String connection) {
        return succeeded(vici.request("rekey", Map.of("child", connection), ANSWER));
    }

    /** Makes the IKE SA anew; {@code reauthenticate}: from IKE_SA_INIT on, with the child SA. */
    public boolean rekeyIke(String connection, boolean reauthenticate) {
        return succeeded(
                vici.request("rekey", Map.of("ike", connection, "reauth", reauthenticate ? "yes" : "no"), ANSWER));
    }

    /** Deletes the SAs of a connection and tells the peer. */
    public boolean terminate(String connection) {
        return succeeded(vici.request(
                "terminate", Map.of("ike", connection, "timeout", "3000", "force", "yes", "loglevel", "-1"), ANSWER));
    }

    /** Deletes every SA; the peer is told, and not waited for longer than a second. */
    public void terminateAll() {
        for (IkeSa sa : sas()) {
            vici.request(
                    "terminate",
                    Map.of("ike-id", sa.uniqueId(), "timeout", "1000", "force", "yes", "loglevel", "-1"),
                    ANSWER);
        }
    }

    private static boolean succeeded(Map<String, Object> answer) {
        return "yes".equals(answer.get("success"));
    }

    public List<IkeSa> sas() {
        return IkeSa.of(vici.stream("list-sas", "list-sa", ANSWER));
    }

    /** Where the log ends now: what comes later is read with {@link #logSince}. */
    public long logMark() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new IkeException("no log of charon in " + namespace, e);
        }
    }

    /** Whole lines since a mark, such as {@code 2026-01-31T12:00:00 05[IKE] <gw1|3> received NO_PROPOSAL_CHOSEN notify error}. */
    public List<String> logSince(long mark) {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(mark);
            var bytes = Channels.newInputStream(channel).readAllBytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new IkeException("no log of charon in " + namespace, e);
        }
    }

    /** Ends the daemon and takes the key from the disk; its log stays. */
    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(5, TimeUnit.SECONDS)) {
                keeper.descendants().forEach(ProcessHandle::destroyForcibly);
                keeper.destroyForcibly();
            }
            Files.deleteIfExists(directory.resolve("swanctl.conf"));
        } catch (IOException e) {
            throw new IkeException("charon in " + namespace + " does not end cleanly", e);
        } catch (InterruptedException e) {
            keeper.descendants().forEach(ProcessHandle::destroyForcibly);
            keeper.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
