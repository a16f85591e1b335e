package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterClock;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent.Link;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.config.RtxScript;
import dev.ipsecsites.router.yamaha.config.UnsavedLines;
import dev.ipsecsites.router.yamaha.session.SshConnector.Login;
import dev.ipsecsites.router.yamaha.show.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One login at an RTX, at administrator level. */
public final class YamahaSession implements RouterSession {
    private static final Logger LOG = LoggerFactory.getLogger(YamahaSession.class);

    /** {@code Saving ... CONFIG0 Done .}, {@code セーブ中... CONFIG0 終了} (yamaha-rtx.md §1.7). */
    private static final Pattern SAVED = Pattern.compile("(?:Saving\\b.*\\bDone\\b.*|セーブ中.*終了.*)");

    private static final ZoneOffset JAPAN = ZoneOffset.ofHours(9);

    private final RouterTarget target;
    private final String router;
    private final Timeouts timeouts;
    private final String fingerprint;
    private final Shell shell;
    private final Elevation elevation;
    private final Console console;
    private final RouterFacts facts;
    private final Observer observer;
    private final SavedConfig saved;
    private final Operations operations;
    private final DebugWindow debug;
    private final @Nullable RouterClock clock;

    private YamahaSession(RouterTarget target, Timeouts timeouts, Clock clock, String fingerprint, Shell shell)
            throws RouterException {
        this.target = target;
        this.router = SshConnector.name(target);
        this.timeouts = timeouts;
        this.fingerprint = fingerprint;
        this.shell = shell;
        this.elevation = new Elevation(shell, target.credentials().administratorPassword());
        elevation.enter();
        this.console = new Console(shell, target.console());
        Environment environment = Environment.parse(
                Screen.joined(shell.run(CommandLine.of("show environment")).lines(), console.columns()));
        this.facts = Optional.ofNullable(environment.facts())
                .orElseThrow(() -> new RouterException(
                        Reason.UnknownModel,
                        router + " doesn't name its model in \"show environment\"; is it a Yamaha RTX?"));
        OffsetDateTime time = environment.time();
        this.clock = time == null
                ? null
                : new RouterClock(time.getOffset(), Duration.between(clock.instant(), time.toInstant()));
        var reading = new Reading(shell, console);
        this.observer = new Observer(shell, reading, facts, clock);
        this.saved = new SavedConfig(shell, reading, target.credentials(), environment.runningConfig());
        this.operations = new Operations(shell, reading, observer, timeouts);
        this.debug = new DebugWindow(shell, observer);
    }

    /** Logs in and elevates. Nothing on the router is changed yet, so that {@link #originalConsole()} can be recorded first. */
    public static YamahaSession open(SshConnector connector, RouterTarget target, Timeouts timeouts, Clock clock)
            throws RouterException {
        Login login = connector.login(target);
        try {
            var shell = new Shell(login.wire(), timeouts, SshConnector.name(target));
            return new YamahaSession(target, timeouts, clock, login.fingerprint(), shell);
        } catch (RouterException | RuntimeException e) {
            login.wire().close();
            throw e;
        }
    }

    @Override
    public String hostKeyFingerprint() {
        return fingerprint;
    }

    @Override
    public ConsoleSettings originalConsole() {
        return console.original();
    }

    @Override
    public RouterFacts facts() {
        return facts;
    }

    @Override
    public RouterObservation observe(List<Link> links, Set<Integer> tunnels) throws RouterException {
        return observer.observe(links, tunnels);
    }

    @Override
    public List<String> unsavedForeignLines(AppliedLines ours) throws RouterException {
        Optional<RtxConfig> before = saved.read();
        if (before.isPresent()) {
            return new UnsavedLines(before.get(), observer.runningConfig()).foreign(ours);
        }
        return asksToSave()
                ? List.of("something: the router asks to save when administrator level is left, and does not show its"
                        + " saved configuration")
                : List.of();
    }

    @Override
    public boolean hasUnsavedChanges() throws RouterException {
        Optional<RtxConfig> before = saved.read();
        return before.isPresent()
                ? !new UnsavedLines(before.get(), observer.runningConfig())
                        .all()
                        .isEmpty()
                : asksToSave();
    }

    /** The router's own judgement, with its console as it was; the answer is No. */
    private boolean asksToSave() throws RouterException {
        console.restore();
        boolean asked = elevation.leave();
        elevation.enter();
        return asked;
    }

    @Override
    public void apply(RouterPlan.Change change) throws RouterException {
        if (!(change.script() instanceof RtxScript script)) {
            throw new IllegalArgumentException("a script of another driver");
        }
        console.prepare();
        int done = 0;
        for (RtxScript.Command command : script.commands()) {
            Answer answer = taken(command.line(), script, done);
            String error = answer.error().orElse(null);
            if (error != null) {
                throw refused(command.line(), error, undo(script, done));
            }
            warn(command.line(), answer);
            done = command.stepsDone();
        }
    }

    /** A question is a refusal too; a connection that is gone isn't: the next session goes on from what stands there. */
    private Answer taken(CommandLine line, RtxScript script, int done) throws RouterException {
        try {
            return shell.run(line);
        } catch (RouterException e) {
            if (shell.lost()) {
                throw e;
            }
            throw refused(line, String.valueOf(e.getMessage()), undo(script, done));
        }
    }

    private RouterException refused(CommandLine line, String words, List<String> left) {
        return shell.failure(
                Reason.CommandRefused,
                "refused \"" + line + "\": " + line.maskIn(words)
                        + (left.isEmpty()
                                ? ". What had been sent before it was taken back, nothing was saved"
                                : ". Nothing was saved, but it also refused to take back: " + String.join("; ", left)));
    }

    /** @return what the router refused to take back, masked */
    private List<String> undo(RtxScript script, int done) throws RouterException {
        List<String> left = new ArrayList<>();
        for (CommandLine line : script.undo(done)) {
            Answer answer = shell.run(line);
            answer.error()
                    .ifPresentOrElse(
                            error -> left.add(line + " (" + line.maskIn(error) + ")"), () -> warn(line, answer));
        }
        return left;
    }

    /**
     * Success is silent; a few commands say something all the same (yamaha-rtx.md §2). What was said of a command with a secret isn't repeated: it may be the echo,
     * garbled.
     */
    private void warn(CommandLine line, Answer answer) {
        List<String> said = answer.said();
        if (!said.isEmpty()) {
            String words = line.holdsSecret() ? said.size() + " lines" : String.join(" / ", said);
            LOG.warn("{}: \"{}\" was taken, and the router said: {}", router, line, words);
        }
    }

    @Override
    public void save() throws RouterException {
        console.restore();
        Answer answer = shell.run(CommandLine.of("save"), timeouts.save());
        String error = answer.error().orElse(null);
        if (error != null) {
            throw shell.failure(Reason.CommandRefused, "refused to save: " + error);
        }
        if (answer.said().stream().noneMatch(line -> SAVED.matcher(line).matches())) {
            throw shell.failure(
                    Reason.UnexpectedAnswer,
                    "was told to save and said \"" + String.join(" / ", answer.said())
                            + "\" instead of \"Saving ... CONFIG0 Done .\"");
        }
    }

    @Override
    public Optional<RouterClock> clock() {
        return Optional.ofNullable(clock);
    }

    @Override
    public Ping.Result ping(Ping ping) throws RouterException {
        return operations.ping(ping);
    }

    @Override
    public int reset(int tunnel) throws RouterException {
        return operations.reset(tunnel);
    }

    /** Where the router doesn't tell its zone it is Japan's, where it was made. */
    @Override
    public List<LogEntry> log(int most) throws RouterException {
        return operations.log(most, clock == null ? JAPAN : clock.zone());
    }

    @Override
    public DebugSettings debugSettings(int tunnel) throws RouterException {
        return debug.settings(tunnel);
    }

    @Override
    public void openDebug(DebugSettings before) throws RouterException {
        debug.open(before);
    }

    @Override
    public void closeDebug(DebugSettings before) throws RouterException {
        debug.close(before);
    }

    @Override
    public void close() {
        try {
            if (!shell.lost()) {
                if (shell.inContext()) {
                    shell.run(CommandLine.of("tunnel select none"));
                    shell.run(CommandLine.of("pp select none"));
                }
                console.restore();
                elevation.leave();
                shell.logout();
            }
        } catch (RouterException e) {
            // The next session finds our console settings and puts them back.
            LOG.debug("{}: not left in good order: {}", router, e.getMessage());
        } finally {
            shell.close();
        }
    }

    /** Names the router only. */
    @Override
    public String toString() {
        return router + " (" + target.credentials().username() + ")";
    }
}
