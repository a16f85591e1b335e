package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.SavePolicy;
import dev.ipsecsites.api.Transaction;
import dev.ipsecsites.api.TransactionResult;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterDriver;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.TunnelIntent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one router to what its members want: plan, record, send, verify, save. Each call takes the one next step that is due, so
 * that a crash between any two of them is only a longer pause: what is to be sent is recorded before, what stands on the router is
 * read again each time, and nothing is saved that hasn't been seen to work.
 */
final class RouterTransaction {
    private static final int SHOWN_LINES = 5;
    private static final int ID_LENGTH = 12;

    /** All that is left to do, as a plan shows it. */
    private static final List<String> SAVE = List.of("save");

    private final RouterDriver driver;
    private final RouterRecords records;
    private final Keyring keyring;
    private final Clock clock;
    private final Router router;
    private final RouterSession session;
    private final RouterObservation observation;

    /** Members by uid that take part in the plan. */
    private final Map<String, Member> taking = new LinkedHashMap<>();

    private final Map<String, Problem> refusals = new HashMap<>();
    private final Set<String> proven;
    private final boolean again;
    private RouterRecord record;

    /**
     * @param proven uids of tunnels that are up and carry traffic, now
     * @param again whether changes that the router refused are to be tried once more
     */
    RouterTransaction(
            RouterDriver driver,
            RouterRecords records,
            Keyring keyring,
            Clock clock,
            Router router,
            RouterSession session,
            RouterObservation observation,
            Set<String> proven,
            boolean again) {
        this.driver = driver;
        this.records = records;
        this.keyring = keyring;
        this.clock = clock;
        this.router = router;
        this.session = session;
        this.observation = observation;
        this.proven = proven;
        this.again = again;
        this.record = records.read(router);
    }

    /** Members that the plan refused on their own account, by uid. */
    Map<String, Problem> refusals() {
        return refusals;
    }

    /** Takes the next step. */
    Outcome advance(List<Member> members) throws RouterException {
        List<Member> held = members.stream()
                .filter(m -> !m.going() && m.intent() == null && applied(m))
                .toList();
        if (!held.isEmpty()) {
            return new Outcome.Refused(unresolved(held.getFirst()));
        }
        Optional<Problem> unsupported = RouterChecks.supported(router.getSpec());
        for (Member member : members) {
            if (member.intent() == null || (member.part() != Member.Part.WANTED && !applied(member))) {
                continue;
            }
            if (unsupported.isPresent() && !applied(member)) {
                refusals.put(member.uid(), unsupported.get());
            } else {
                taking.put(member.uid(), member);
            }
        }
        RouterPlan plan = plan();
        Set<String> orphans = new HashSet<>();
        members.stream()
                .filter(m -> m.part() == Member.Part.ORPHANED && applied(m))
                .forEach(m -> orphans.add(m.uid()));
        if (!orphans.isEmpty() && !(plan instanceof RouterPlan.Refused)) {
            AppliedLines rest = driver.release(intent(), observation, record.appliedLines());
            write(record.forgetting(rest.lines(), orphans));
            plan = plan();
        }
        return switch (plan) {
            case RouterPlan.Refused refused ->
                new Outcome.Refused(Problem.terminal(refused.reason(), refused.message()));
            case RouterPlan.Nothing nothing -> settle(nothing);
            case RouterPlan.Change change ->
                mayWrite() ? send(change) : new Outcome.Differs(change.changes(), change.drift());
        };
    }

    /** Leaving it out would take its lines off the router; sending it isn't possible. So nothing is sent at all. */
    private static Problem unresolved(Member member) {
        Problem why = member.problem();
        String message = "RouterTunnel " + member.name() + " stands on the router and can't be resolved: "
                + (why == null ? "it has no number yet" : why.message()) + ". Until then nothing is sent";
        return new Problem("TunnelUnresolved", message, why == null || why.waiting());
    }

    private boolean applied(Member member) {
        return record.tunnels().containsKey(member.uid());
    }

    private boolean mayWrite() {
        return router.getSpec().managementPolicy() != ManagementPolicy.OBSERVE
                && taking.values().stream().noneMatch(m -> m.part() == Member.Part.WATCHED);
    }

    /**
     * Others go on while a tunnel is paused, unless that would change what is on the router of it, or keep what nobody has seen to work.
     *
     * @param touched numbers of tunnels whose own lines are to be sent
     */
    private Optional<Problem> paused(Set<Integer> touched) {
        return taking.values().stream()
                .filter(m -> m.part() == Member.Part.PAUSED)
                .filter(m -> {
                    TunnelIntent intent = m.intent();
                    return intent != null && (touched.contains(intent.number()) || !verified(m.uid(), intent));
                })
                .findFirst()
                .map(m -> Problem.waiting(
                        "TunnelPaused",
                        "RouterTunnel " + m.name()
                                + " is paused, and what differs on the router concerns it: nothing is"
                                + " sent or saved until its annotation " + Api.PAUSED + " is taken off"));
    }

    /** A tunnel that is refused on its own account and was never applied is left out; it mustn't hold up the others. */
    private RouterPlan plan() {
        while (true) {
            RouterPlan plan = driver.plan(intent(), observation, record.appliedLines());
            if (!(plan instanceof RouterPlan.Refused refused) || refused.tunnel() == null) {
                return plan;
            }
            Member culprit = taking.values().stream()
                    .filter(m -> m.name().equals(refused.tunnel()) && !applied(m))
                    .findFirst()
                    .orElse(null);
            if (culprit == null) {
                return plan;
            }
            refusals.put(culprit.uid(), Problem.terminal(refused.reason(), refused.message()));
            taking.remove(culprit.uid());
        }
    }

    private RouterIntent intent() {
        String route = record.replacedRoute();
        return new RouterIntent(
                intents().stream()
                        .sorted(java.util.Comparator.comparingInt(TunnelIntent::number))
                        .toList(),
                TunnelIntents.numbers(router.getSpec()),
                TunnelIntents.links(router.getSpec()),
                route == null || route.isEmpty() ? null : route);
    }

    private List<TunnelIntent> intents() {
        List<TunnelIntent> intents = new ArrayList<>();
        for (Member member : taking.values()) {
            if (member.intent() != null) {
                intents.add(member.intent());
            }
        }
        return intents;
    }

    private Outcome send(RouterPlan.Change change) throws RouterException {
        String id = id(change);
        RouterRecord.Refusal earlier = record.refused();
        if (earlier != null && earlier.id().equals(id) && !again) {
            return new Outcome.Refused(Problem.terminal("CommandRefused", earlier.message()));
        }
        Optional<Problem> paused = paused(change.tunnels());
        if (paused.isPresent()) {
            return new Outcome.Refused(paused.get());
        }
        List<String> foreign = session.unsavedForeignLines(ours());
        if (!foreign.isEmpty()) {
            return new Outcome.Refused(unsaved(foreign));
        }
        RouterRecord before = record;
        int lines = change.changes().size();
        Set<String> mustBeUp = mustBeUp(change);
        write(record.sending(
                change.appliedAfter().lines(),
                numbers(),
                change.replacedRoute(),
                new RouterRecord.Pending(id, clock.instant().toString(), mustBeUp),
                new Transaction(id, null, lines)));
        try {
            session.apply(change);
        } catch (RouterException e) {
            if (e.reason() == RouterException.Reason.CommandRefused) {
                write(record.undone(
                        before,
                        String.valueOf(e.getMessage()),
                        new Transaction(id, TransactionResult.ROLLED_BACK, lines)));
                return new Outcome.Refused(Problem.terminal("CommandRefused", String.valueOf(e.getMessage())));
            }
            throw e;
        }
        return new Outcome.Sent(lines, change.drift(), names(mustBeUp));
    }

    private Outcome settle(RouterPlan.Nothing nothing) throws RouterException {
        RouterRecord.Pending pending = record.pending();
        if (pending == null) {
            return new Outcome.Settled(false, nothing.drift());
        }
        Set<String> missing = new HashSet<>(pending.tunnels());
        missing.retainAll(taking.keySet());
        missing.removeAll(proven);
        boolean unsaved = session.hasUnsavedChanges();
        boolean saves = unsaved && router.getSpec().commit().save() == SavePolicy.AFTER_VERIFICATION;
        if (saves && !mayWrite()) {
            return new Outcome.Differs(SAVE, nothing.drift());
        }
        if (unsaved && !missing.isEmpty()) {
            boolean overdue = clock.instant()
                    .isAfter(pending.started()
                            .plus(Durations.parse(router.getSpec().commit().verifyWithin())));
            if (overdue) {
                write(record.ended(TransactionResult.NOT_VERIFIED));
            }
            return new Outcome.Waiting(names(missing), overdue);
        }
        if (saves) {
            Optional<Problem> paused = paused(Set.of());
            if (paused.isPresent()) {
                return new Outcome.Refused(paused.get());
            }
            List<String> foreign = session.unsavedForeignLines(ours());
            if (!foreign.isEmpty()) {
                return new Outcome.Refused(unsaved(foreign));
            }
            session.save();
            unsaved = false;
        }
        // What has left stays in the record as long as it is not saved, or our own removal would look like somebody
        // else's.
        write(record.settled(
                unsaved ? record.applied() : nothing.applied().lines(),
                numbers(),
                hashes(),
                intents().stream().anyMatch(RouterTransaction::takesDefaultRoute)));
        return new Outcome.Settled(!unsaved, nothing.drift());
    }

    private static boolean takesDefaultRoute(TunnelIntent intent) {
        return intent.routes().stream().anyMatch(r -> r.destination().equals("default"));
    }

    /**
     * New and changed tunnels, those whose lines have to be written again, those that were on their way, and those that are up now: a
     * change must not break them.
     */
    private Set<String> mustBeUp(RouterPlan.Change change) {
        Set<String> uids = new HashSet<>(proven);
        RouterRecord.Pending pending = record.pending();
        if (pending != null) {
            uids.addAll(pending.tunnels());
        }
        taking.forEach((uid, member) -> {
            TunnelIntent intent = member.intent();
            if (intent != null && (change.tunnels().contains(intent.number()) || !verified(uid, intent))) {
                uids.add(uid);
            }
        });
        uids.retainAll(taking.keySet());
        // Lines that tunnels share, edited by somebody while none of them is up: nothing shows that ours work.
        return uids.isEmpty() && pending == null && !change.drift().isEmpty() ? Set.copyOf(taking.keySet()) : uids;
    }

    private boolean verified(String uid, TunnelIntent intent) {
        return keyring.compare(record.verified().get(uid), canonical(intent)) == Keyring.Match.SAME;
    }

    private AppliedLines ours() {
        List<String> lines = new ArrayList<>(record.applied());
        if (record.replacedRoute() != null && !record.replacedRoute().isEmpty()) {
            lines.add(record.replacedRoute());
        }
        return new AppliedLines(lines);
    }

    private static Problem unsaved(List<String> lines) {
        String shown = String.join("; ", lines.subList(0, Math.min(SHOWN_LINES, lines.size())));
        return Problem.terminal(
                "UnsavedChanges",
                "The router runs changes that are not saved and not ours: " + shown
                        + (lines.size() > SHOWN_LINES ? "; and more" : "")
                        + ". Save them on the router (save), or take them back; until then nothing is sent or saved");
    }

    private void write(RouterRecord next) {
        records.write(router, next);
        record = next;
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        taking.forEach((uid, member) -> {
            if (member.number() != null) {
                numbers.put(uid, member.number());
            }
        });
        return numbers;
    }

    private Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        taking.forEach((uid, member) -> {
            if (member.intent() != null) {
                hashes.put(uid, keyring.seal(canonical(member.intent())));
            }
        });
        return hashes;
    }

    private List<String> names(Set<String> uids) {
        return taking.entrySet().stream()
                .filter(e -> uids.contains(e.getKey()))
                .map(e -> e.getValue().name())
                .sorted()
                .toList();
    }

    /** The same changes for the same keys have the same id: a refused transaction is known again. */
    private String id(RouterPlan.Change change) {
        String keys = intents().stream().map(RouterTransaction::canonical).reduce("", (a, b) -> a + "\n" + b);
        String sealed = keyring.seal(String.join("\n", change.changes()) + keys);
        int hash = sealed.indexOf(':') + 1;
        return sealed.substring(hash, hash + ID_LENGTH);
    }

    private static String canonical(TunnelIntent intent) {
        return intent
                + (intent.preSharedKey() == null ? "" : intent.preSharedKey().reveal());
    }
}
