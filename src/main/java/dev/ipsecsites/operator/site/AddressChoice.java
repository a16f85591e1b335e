package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.AllocatedIPPolicy;
import dev.ipsecsites.api.Allocation;
import dev.ipsecsites.api.Sharing;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of Cato's addresses a role gets (DESIGN §9.12). Pure. */
final class AddressChoice {
    /** Cato's own number where neither the manifest nor the licence says one (article, "PoP IPアドレスの取得"; cato-api.md §3.3). */
    static final int DEFAULT_MAXIMUM = 3;

    static final String QUOTA_EXHAUSTED = "AddressQuotaExhausted";

    private AddressChoice() {}

    /** The answer. */
    sealed interface Choice {
        record Use(AllocatedAddress address) implements Choice {}

        record Allocate(PopLocation popLocation) implements Choice {}

        record Refused(Refusal refusal) implements Choice {}
    }

    /**
     * Who uses an address.
     *
     * @param site name for messages
     * @param siteAddress the site's public address; null when unknown
     */
    record Holder(String site, @Nullable String siteAddress) {}

    /**
     * The account as it stands.
     *
     * @param holders by address; other sites only, those of manifests and those seen at Cato
     * @param licensed addresses that the licence grants; null where the account doesn't say
     */
    record Account(
            AllocatedIPPolicy policy,
            @Nullable Integer licensed,
            List<PopLocation> popLocations,
            List<AllocatedAddress> addresses,
            Map<String, List<Holder>> holders) {
        int maximum() {
            Integer written = policy.maximum();
            return written != null ? written : licensed != null ? licensed : DEFAULT_MAXIMUM;
        }

        List<Holder> holdersOf(AllocatedAddress address) {
            return holders.getOrDefault(address.address(), List.of());
        }
    }

    /** @param current address that this role was given before; kept as long as it fits */
    static Choice choose(DesiredTunnel wanted, SiteMark mark, @Nullable String current, Account account) {
        String path = "spec." + wanted.role().field();
        Optional<PopLocation> pop = Optional.empty();
        if (wanted.popLocation() != null) {
            pop = find(account.popLocations(), wanted.popLocation());
            if (pop.isEmpty()) {
                return refused("UnknownPopLocation", path + ".popLocation", unknownPop(wanted.popLocation(), account));
            }
        }
        if (wanted.allocatedAddress() != null) {
            return asked(path, wanted.allocatedAddress(), pop, account);
        }
        PopLocation at = pop.orElseThrow();
        List<AllocatedAddress> there = account.addresses().stream()
                .filter(a -> isAt(a, at))
                .sorted(Comparator.comparing(AllocatedAddress::address))
                .toList();
        return there.stream()
                .filter(a -> a.address().equals(current))
                .findFirst()
                .or(() ->
                        there.stream().filter(a -> ours(a, mark, wanted.role())).findFirst())
                .or(() -> there.stream()
                        .filter(a -> account.holdersOf(a).isEmpty() && !SiteMark.marksAny(a.description()))
                        .findFirst())
                .<Choice>map(Choice.Use::new)
                .orElseGet(() -> allocate(path, wanted, mark, at, there, account));
    }

    /** The words before the mark in the description of an address that we allocate; they tell the role. */
    static String description(DesiredTunnel wanted, SiteMark mark) {
        return mark.describe(mark.name() + " " + wanted.role().field());
    }

    private static boolean ours(AllocatedAddress address, SiteMark mark, Role role) {
        return mark.marks(address.description())
                && address.description() != null
                && address.description().startsWith(mark.name() + " " + role.field() + " ");
    }

    private static Choice asked(String path, String address, Optional<PopLocation> pop, Account account) {
        Optional<AllocatedAddress> found = account.addresses().stream()
                .filter(a -> a.address().equals(address))
                .findFirst();
        if (found.isEmpty()) {
            return refused(
                    "AddressUnknown",
                    path + ".allocatedAddress",
                    address + " is not allocated to this account; it holds " + list(account.addresses()));
        }
        if (pop.isPresent() && !isAt(found.get(), pop.get())) {
            return refused(
                    "PopLocationMismatch",
                    path + ".allocatedAddress",
                    address + " is at " + found.get().popLocation() + ", not at "
                            + pop.get().name() + ": correct popLocation or leave it out");
        }
        List<Holder> others = account.holdersOf(found.get());
        if (!others.isEmpty() && account.policy().sharing() != Sharing.ALLOWED) {
            return refused(
                    "AddressInUse",
                    path + ".allocatedAddress",
                    address + " is used by " + names(others)
                            + "; write another, or set allocatedIPs.sharing: Allowed on the CatoAccount");
        }
        return new Choice.Use(found.get());
    }

    private static Choice allocate(
            String path,
            DesiredTunnel wanted,
            SiteMark mark,
            PopLocation pop,
            List<AllocatedAddress> there,
            Account account) {
        int held = account.addresses().size();
        if (account.policy().allocation() == Allocation.NEVER) {
            return refused(
                    "AddressMissing",
                    path + ".popLocation",
                    "no free address at " + pop.name()
                            + " and allocatedIPs.allocation is Never: allocate one in the CMA (Network > IP"
                            + " Allocation) or set WhenMissing");
        }
        if (held < account.maximum()) {
            return new Choice.Allocate(pop);
        }
        if (account.policy().sharing() == Sharing.ALLOWED) {
            Optional<AllocatedAddress> shared = there.stream()
                    .filter(a -> wanted.siteAddress() != null
                            && account.holdersOf(a).stream()
                                    .noneMatch(h -> wanted.siteAddress().equals(h.siteAddress())))
                    .findFirst();
            if (shared.isPresent()) {
                return new Choice.Use(shared.get());
            }
        }
        return refused(
                QUOTA_EXHAUSTED,
                path + ".popLocation",
                "the account holds " + held + " of " + account.maximum() + " addresses and none is free at "
                        + pop.name()
                        + ". Holders: " + holders(account, mark)
                        + ". Remove a site, order more addresses, or set allocatedIPs.sharing: Allowed on the"
                        + " CatoAccount");
    }

    static Optional<PopLocation> find(Collection<PopLocation> all, String wanted) {
        return all.stream()
                .filter(p -> p.name().equalsIgnoreCase(wanted)
                        || (p.displayName() != null && p.displayName().equalsIgnoreCase(wanted)))
                .findFirst();
    }

    static boolean isAt(AllocatedAddress address, PopLocation pop) {
        return address.popLocation().equalsIgnoreCase(pop.name())
                || (pop.displayName() != null && address.popLocation().equalsIgnoreCase(pop.displayName()));
    }

    private static String unknownPop(String wanted, Account account) {
        return "Cato has no PoP '" + wanted + "'; it has "
                + account.popLocations().stream()
                        .map(PopLocation::name)
                        .sorted()
                        .limit(40)
                        .collect(Collectors.joining(", "));
    }

    private static String holders(Account account, SiteMark mark) {
        return account.addresses().stream()
                .sorted(Comparator.comparing(AllocatedAddress::address))
                .map(a -> a.address() + " (" + a.popLocation() + ": " + holders(a, account, mark) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String holders(AllocatedAddress address, Account account, SiteMark mark) {
        List<Holder> others = account.holdersOf(address);
        if (!others.isEmpty()) {
            return names(others);
        }
        return mark.marks(address.description())
                ? mark.namespace() + "/" + mark.name() + ", this site"
                : "nobody known";
    }

    private static String names(List<Holder> holders) {
        return holders.stream().map(Holder::site).distinct().collect(Collectors.joining(" and "));
    }

    private static String list(List<AllocatedAddress> addresses) {
        return addresses.isEmpty()
                ? "none"
                : addresses.stream()
                        .map(a -> a.address() + " (" + a.popLocation() + ")")
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static Choice refused(String reason, String field, String message) {
        return new Choice.Refused(new Refusal(reason, field, message));
    }
}
