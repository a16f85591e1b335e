package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Wake;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What wakes a CatoAccount: its Secret, sites that take or leave an address, and polls that begin to fail or to work. */
final class AccountWakes {
    private final Directory directory;
    private final Wake<CatoAccount> wake = new Wake<>("account-news");
    /** Addresses by site at its last status, since a site writes its status for many other reasons. */
    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();

    AccountWakes(Directory directory) {
        this.directory = directory;
    }

    EventSource<Void, CatoAccount> eventSource() {
        return wake.eventSource();
    }

    void listen(SecretCache secrets, OpenAccounts accounts) {
        secrets.onChange(secret -> usersOfSecret(
                        secret.getMetadata().getNamespace(),
                        secret.getMetadata().getName())
                .forEach(wake::wake));
        directory.onWritten(CatoSite.class, this::siteWritten);
        accounts.onHealth(key -> directory
                .all(CatoAccount.class)
                .filter(account -> account.getSpec().accountId().equals(key.accountId()))
                .forEach(wake::wake));
    }

    private void siteWritten(CatoSite site) {
        List<String> now = AddressUse.addresses(site);
        List<String> before = addresses.put(Directory.key(site), now);
        if (before == null ? !now.isEmpty() : !before.equals(now)) {
            wake.wake(
                    site.getMetadata().getNamespace(),
                    site.getSpec().accountRef().name());
        }
    }

    Stream<CatoAccount> usersOfSecret(String namespace, String secret) {
        return directory
                .all(CatoAccount.class)
                .filter(account -> account.getMetadata().getNamespace().equals(namespace)
                        && account.getSpec().apiKeySecretRef().name().equals(secret));
    }

    /** CatoSites that name this CatoAccount, those that are being deleted included. */
    List<CatoSite> sitesOf(CatoAccount account) {
        return directory
                .all(CatoSite.class)
                .filter(site -> site.getMetadata()
                                .getNamespace()
                                .equals(account.getMetadata().getNamespace())
                        && site.getSpec()
                                .accountRef()
                                .name()
                                .equals(account.getMetadata().getName()))
                .toList();
    }

    /** CatoSites of all CatoAccounts that name the same account at the same endpoint. */
    List<CatoSite> sitesOfSameAccount(CatoAccount account) {
        return directory
                .all(CatoAccount.class)
                .filter(other -> other.getSpec()
                                .accountId()
                                .equals(account.getSpec().accountId())
                        && other.getSpec().endpoint().equals(account.getSpec().endpoint()))
                .flatMap(other -> sitesOf(other).stream())
                .toList();
    }
}
