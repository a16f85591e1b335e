package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.PreSharedKey;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteRole;
import dev.ipsecsites.operator.account.AccountKey;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Wake;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What wakes a site, and the indexes by which it is found: its account, router, Secrets, RouterTunnels, and Cato's news of it. */
final class SiteWakes {
    private static final String BY_ACCOUNT = "site-account";
    private static final String BY_ROUTER = "site-router";
    private static final String BY_SECRET = "site-secret";
    private static final String BY_SITE_ID = "site-id";

    static final Map<String, Function<CatoSite, List<String>>> INDEXES = Map.of(
            BY_ACCOUNT, s -> List.of(key(s, s.getSpec().accountRef().name())),
            BY_ROUTER,
                    s -> Optional.ofNullable(s.getSpec().routerRef())
                            .map(r -> List.of(key(s, r.name())))
                            .orElse(List.of()),
            BY_SECRET, s -> secrets(s).map(name -> key(s, name)).toList(),
            BY_SITE_ID,
                    s -> Optional.ofNullable(s.statusOrEmpty().siteId())
                            .map(List::of)
                            .orElse(List.of()));

    private final Directory directory;
    private final Wake<CatoSite> wake = new Wake<>("site-news");

    SiteWakes(Directory directory) {
        this.directory = directory;
    }

    EventSource<Void, CatoSite> eventSource() {
        return wake.eventSource();
    }

    void listen(SecretCache secrets, CmaAccounts accounts) {
        directory.onWritten(CatoAccount.class, a -> wakeAll(BY_ACCOUNT, Directory.key(a)));
        directory.onWritten(Router.class, r -> wakeAll(BY_ROUTER, Directory.key(r)));
        directory.onWritten(RouterTunnel.class, this::wakeOwner);
        secrets.onChange(s -> wakeAll(BY_SECRET, Directory.key(s)));
        accounts.onChange(new CmaAccounts.Listener() {
            @Override
            public void changed(AccountKey account, Set<String> siteIds) {
                siteIds.forEach(id -> wakeAll(BY_SITE_ID, id));
            }

            @Override
            public void opened(CatoAccount account) {
                wakeAll(BY_ACCOUNT, Directory.key(account));
            }
        });
    }

    /** {@code router} namespace/name. */
    void wakeSitesOf(String router) {
        wakeAll(BY_ROUTER, router);
    }

    void wake(String namespace, String site) {
        wake.wake(namespace, site);
    }

    private void wakeAll(String index, String key) {
        directory.byIndex(CatoSite.class, index, key).forEach(wake::wake);
    }

    void wakeOwner(RouterTunnel tunnel) {
        tunnel.getMetadata().getOwnerReferences().stream()
                .filter(o -> o.getKind().equals("CatoSite"))
                .forEach(o -> wake.wake(tunnel.getMetadata().getNamespace(), o.getName()));
    }

    /** Sites of all CatoAccounts that name the same account at the same endpoint. */
    List<CatoSite> sitesOf(CatoAccount account) {
        return directory
                .all(CatoAccount.class)
                .filter(a -> a.getSpec().accountId().equals(account.getSpec().accountId())
                        && a.getSpec().endpoint().equals(account.getSpec().endpoint()))
                .flatMap(a -> directory.byIndex(CatoSite.class, BY_ACCOUNT, Directory.key(a)).stream())
                .toList();
    }

    Stream<CatoSite> usersOfSecret(String namespace, String secret) {
        return directory.byIndex(CatoSite.class, BY_SECRET, Directory.key(namespace, secret)).stream();
    }

    /** Names of the Secrets that hold this site's keys. */
    List<String> secretsOf(CatoSite site) {
        return secrets(site).toList();
    }

    private static Stream<String> secrets(CatoSite site) {
        return Stream.concat(
                secret(site, Role.PRIMARY, Optional.of(site.getSpec().primary())),
                secret(site, Role.SECONDARY, Optional.ofNullable(site.getSpec().secondary())));
    }

    private static Stream<String> secret(CatoSite site, Role role, Optional<SiteRole> written) {
        return written.stream()
                .map(r -> r.tunnels().stream()
                        .findFirst()
                        .map(t -> t.preSharedKey())
                        .filter(Objects::nonNull)
                        .map(PreSharedKey::secretRef)
                        .map(ref -> ref.name())
                        .orElse(SiteRouterTunnels.name(site, role) + "-psk"));
    }

    private static String key(CatoSite site, String name) {
        return Directory.key(site.getMetadata().getNamespace(), name);
    }
}
