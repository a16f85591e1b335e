package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoAccountSpec;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.cato.CmaEndpoint;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The API keys of CatoAccounts. A Secret that holds one is kept in existence while an account needs it (DESIGN §9.9). */
final class HeldKeys {
    private final Services services;
    /** Secrets by CatoAccount, to let go of one that isn't named any more. */
    private final Map<String, String> held = new ConcurrentHashMap<>();

    HeldKeys(Services services) {
        this.services = services;
    }

    /** How the spec says that the account is reached; the Secret is held from here on. */
    OpenAccounts.Access access(CatoAccount account, CmaEndpoint endpoint) throws CredentialsException {
        CatoAccountSpec spec = account.getSpec();
        String name = spec.apiKeySecretRef().name();
        Credentials.Opened secret =
                services.credentials().open(account.getMetadata().getNamespace(), name, endpoint.hostName());
        services.inUse().hold(secret.resource());
        String former = held.put(Directory.key(account), name);
        if (former != null && !former.equals(name)) {
            services.inUse().release(account.getMetadata().getNamespace(), former, account);
        }
        return new OpenAccounts.Access(
                new AccountKey(endpoint, spec.accountId()),
                secret.value(spec.apiKeySecretRef().key()),
                spec.budgetPercent(),
                Durations.parse(spec.snapshotInterval()),
                spec.managementPolicy() == ManagementPolicy.ENFORCE
                        || spec.managementPolicy() == ManagementPolicy.OBSERVE);
    }

    /** The account is going. */
    void release(CatoAccount account) {
        held.remove(Directory.key(account));
        services.inUse()
                .release(
                        account.getMetadata().getNamespace(),
                        account.getSpec().apiKeySecretRef().name(),
                        account);
    }
}
