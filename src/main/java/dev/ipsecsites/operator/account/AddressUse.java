package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.AllocatedAddress;
import dev.ipsecsites.api.AllocatedIPs;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.operator.account.AccountReadings.Reading;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code status.allocatedIPs}: which address serves which site; pure. */
final class AddressUse {
    /** The list is cut when it is long (its schema): what nobody uses goes first. */
    private static final Comparator<AllocatedAddress> USED_FIRST = Comparator.comparing(
                    (AllocatedAddress held) -> held.sites().isEmpty())
            .thenComparing(AllocatedAddress::address);

    private AddressUse() {}

    /**
     * @param namespace of the CatoAccount: its own sites appear by their name, those of others with their namespace
     * @param sites all CatoSites of the account
     * @param ours whether a description says that this operator allocated the address
     */
    static AllocatedIPs of(Reading reading, String namespace, Collection<CatoSite> sites, Predicate<String> ours) {
        List<AllocatedAddress> addresses = reading.addresses().stream()
                .map(held -> new AllocatedAddress(
                        held.address(),
                        held.popLocation().isEmpty() ? null : held.popLocation(),
                        users(held.address(), namespace, sites),
                        held.description() != null && ours.test(held.description())))
                .sorted(USED_FIRST)
                .toList();
        @Nullable
        Integer total = reading.quota() == null ? null : reading.quota().total();
        return new AllocatedIPs(total, addresses.size(), addresses);
    }

    private static List<String> users(String address, String namespace, Collection<CatoSite> sites) {
        return sites.stream()
                .filter(site -> addresses(site).contains(address))
                .map(site -> site.getMetadata().getNamespace().equals(namespace)
                        ? site.getMetadata().getName()
                        : site.getMetadata().getNamespace() + "/"
                                + site.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Cato's addresses that a site's tunnels use. */
    static List<String> addresses(CatoSite site) {
        return site.statusOrEmpty().tunnels().stream()
                .map(SiteTunnelStatus::catoAddress)
                .filter(Objects::nonNull)
                .toList();
    }
}
