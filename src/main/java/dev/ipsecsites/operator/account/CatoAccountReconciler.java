package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoAccountStatus;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaEndpoint;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.operator.account.AccountReadings.Reading;
import dev.ipsecsites.operator.account.AccountVerdict.State;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks how an account is to be reached, opens it for the sites, and shows what it holds. Keeps it open, itself and its
 * Secret in existence, until the last site is gone (DESIGN §9.9).
 */
public final class CatoAccountReconciler implements Reconciler<CatoAccount>, Cleaner<CatoAccount> {
    /** Controller name; the finalizer is {@link Api#IN_USE}. */
    public static final String NAME = "catoaccount";

    private static final List<String> CONDITIONS =
            List.of(Conditions.READY, Conditions.STALLED, Conditions.RECONCILING);
    private static final Duration STUCK_LOOK = Duration.ofMinutes(10);
    private static final Duration WAITING_LOOK = Duration.ofSeconds(30);
    private static final Duration IN_USE_LOOK = Duration.ofSeconds(5);

    private final Services services;
    private final OpenAccounts accounts;
    private final Set<String> cmaHosts;
    private final Predicate<String> ours;
    private final StatusWriter writer;
    private final AccountWakes wakes;
    private final AccountReadings readings;
    private final HeldKeys keys;

    /**
     * @param cmaHosts hosts that an API key may be sent to
     * @param ours whether the description of an address says that this operator allocated it
     */
    public CatoAccountReconciler(
            Services services, OpenAccounts accounts, Collection<String> cmaHosts, Predicate<String> ours) {
        this.services = services;
        this.accounts = accounts;
        this.cmaHosts = Set.copyOf(cmaHosts);
        this.ours = ours;
        this.writer = services.statusWriter("ipsec-sites-" + NAME);
        this.wakes = new AccountWakes(services.directory());
        this.readings = new AccountReadings(services.clock());
        this.keys = new HeldKeys(services);
    }

    @Override
    public List<EventSource<?, CatoAccount>> prepareEventSources(EventSourceContext<CatoAccount> context) {
        services.directory().publish(CatoAccount.class, context.getPrimaryCache(), Map.of());
        services.inUse().register(wakes::usersOfSecret);
        wakes.listen(services.secrets(), accounts);
        return List.of(wakes.eventSource());
    }

    @Override
    public UpdateControl<CatoAccount> reconcile(CatoAccount account, Context<CatoAccount> context) {
        if (Annotations.paused(account)) {
            return paused(account);
        }
        CatoAccountStatus.Builder status = account.statusOrEmpty().toBuilder();
        AccountVerdict verdict = visit(account, status);
        write(account, status, verdict);
        return UpdateControl.<CatoAccount>noUpdate().rescheduleAfter(next(verdict));
    }

    private AccountVerdict visit(CatoAccount account, CatoAccountStatus.Builder status) {
        return opened(account, (access, cma) -> {
            if (!access.poll()) {
                return AccountVerdict.notSupported(
                        account.getSpec().managementPolicy().wire());
            }
            Optional<CmaException> notPolled = accounts.pollError(account);
            boolean keyInDoubt = notPolled.stream().anyMatch(e -> e.kind() == Kind.AUTHENTICATION);
            Reading reading = reading(account, access, cma, keyInDoubt);
            status.lastHandled(Annotations.done(
                    account, Api.RECONCILE, account.statusOrEmpty().lastHandled()));
            if (keyInDoubt) {
                // It has just worked: the poll that failed used an earlier one.
                accounts.pollAgain(account);
            }
            status.popLocations(reading.popLocations());
            List<CatoSite> sites = wakes.sitesOfSameAccount(account);
            status.allocatedIPs(AddressUse.of(reading, account.getMetadata().getNamespace(), sites, ours));
            return accounts.pollError(account)
                    .map(AccountVerdict::of)
                    .orElseGet(() -> AccountVerdict.reachable(
                            access.key().endpoint().host(), !reading.lacks(sites), accounts.feedsOff(account)));
        });
    }

    /** What is done with an account once it is open. */
    private interface Use {
        AccountVerdict of(OpenAccounts.Access access, Cma cma) throws CmaException;
    }

    /** Checks endpoint and Secret, opens the account, uses it. */
    private AccountVerdict opened(CatoAccount account, Use use) {
        CmaEndpoint endpoint;
        try {
            endpoint = CmaEndpoint.of(account.getSpec().endpoint(), cmaHosts);
        } catch (IllegalArgumentException e) {
            accounts.close(account);
            return AccountVerdict.endpointNotAllowed(e);
        }
        try {
            OpenAccounts.Access access = keys.access(account, endpoint);
            return use.of(access, accounts.open(account, access));
        } catch (CredentialsException e) {
            accounts.suspend(account);
            return AccountVerdict.of(e);
        } catch (CmaException e) {
            if (e.kind() == Kind.AUTHENTICATION) {
                // A hundred sites must not go on trying a key that doesn't work.
                accounts.suspend(account);
            }
            return AccountVerdict.of(e);
        }
    }

    private Reading reading(CatoAccount account, OpenAccounts.Access access, Cma cma, boolean anew)
            throws CmaException {
        boolean asked = Annotations.pending(
                account, Api.RECONCILE, account.statusOrEmpty().lastHandled());
        if (asked) {
            accounts.feedsAgain(account);
        }
        Optional<Reading> recent =
                anew || asked ? Optional.empty() : readings.recent(access, wakes.sitesOfSameAccount(account));
        try {
            return recent.isPresent() ? recent.get() : readings.read(access, cma);
        } catch (CmaException e) {
            readings.forget(access.key());
            throw e;
        }
    }

    @Override
    public DeleteControl cleanup(CatoAccount account, Context<CatoAccount> context) {
        if (Annotations.paused(account)) {
            paused(account);
            return DeleteControl.noFinalizerRemoval();
        }
        if (!services.directory().isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(IN_USE_LOOK);
        }
        if (!wakes.sitesOf(account).isEmpty()) {
            keepOpen(account);
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(IN_USE_LOOK);
        }
        accounts.close(account);
        keys.release(account);
        return DeleteControl.defaultDelete();
    }

    /** The sites still need it to take themselves away, also when the operator was started after the deletion. */
    private void keepOpen(CatoAccount account) {
        AccountVerdict verdict = opened(
                account,
                (access, cma) -> new AccountVerdict(
                        State.WAITING, "InUse", "CatoSites still use it; it goes when the last of them is gone"));
        write(account, account.statusOrEmpty().toBuilder(), verdict);
    }

    private UpdateControl<CatoAccount> paused(CatoAccount account) {
        List<Condition> conditions = conditions(account)
                .settled()
                .unknown(
                        Conditions.READY, "Paused", "paused by the annotation " + Api.PAUSED + "; take it off to go on")
                .build();
        writer.write(
                account,
                account.statusOrEmpty().toBuilder().conditions(conditions).build());
        return UpdateControl.noUpdate();
    }

    private void write(CatoAccount account, CatoAccountStatus.Builder status, AccountVerdict verdict) {
        Conditions conditions = conditions(account);
        switch (verdict.state()) {
            case READY, READY_INCOMPLETE ->
                conditions.settled().isTrue(Conditions.READY, verdict.reason(), verdict.message());
            case WAITING -> conditions.reconciling(verdict.reason(), verdict.message());
            case STUCK -> conditions.stalled(verdict.reason(), verdict.message());
        }
        List<Condition> before = account.statusOrEmpty().conditions();
        List<Condition> after = conditions.build();
        writer.write(
                account,
                status.observedGeneration(account.getMetadata().getGeneration())
                        .lastHandled(Annotations.handle(
                                account,
                                status.build().lastHandled(),
                                services.events(),
                                Map.of(Api.RECONCILE, false))) // the reading of Cato records it
                        .conditions(after)
                        .build());
        services.events().transitions(account, before, after, Conditions.READY);
    }

    private Conditions conditions(CatoAccount account) {
        return Conditions.of(
                account.statusOrEmpty().conditions(),
                account.getMetadata().getGeneration(),
                services.clock(),
                CONDITIONS);
    }

    private Duration next(AccountVerdict verdict) {
        return services.backoff()
                .jitter(
                        switch (verdict.state()) {
                            case READY -> AccountReadings.KEEP;
                            case READY_INCOMPLETE -> AccountReadings.LACKING;
                            case WAITING -> WAITING_LOOK;
                            case STUCK -> STUCK_LOOK;
                        });
    }
}
