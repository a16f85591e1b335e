package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.ipsec.PreSharedKeys;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.CredentialsException.Reason;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Pre-shared keys of a site's tunnels: from the Secret that the manifest names, or made once and kept in a Secret of ours. */
final class SiteKeys {
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Credentials credentials;
    private final InUse inUse;
    private final RandomGenerator random;

    SiteKeys(KubernetesClient client, Credentials credentials, InUse inUse, RandomGenerator random) {
        this.client = client;
        this.credentials = credentials;
        this.inUse = inUse;
        this.random = random;
    }

    /**
     * The key of a tunnel.
     *
     * @param endpoint of the account, where the key is going to be sent
     */
    Secret key(CatoSite site, DesiredTunnel tunnel, String endpoint) throws CredentialsException {
        String namespace = site.getMetadata().getNamespace();
        SecretKeyRef ref = tunnel.key();
        if (tunnel.generatedKey()
                && client.secrets().inNamespace(namespace).withName(ref.name()).get() == null) {
            generate(site, ref);
        }
        Credentials.Opened opened =
                credentials.open(namespace, ref.name(), URI.create(endpoint).getHost());
        Secret key = opened.value(ref.key());
        Optional<String> problem = PreSharedKeys.problem(key);
        if (problem.isPresent()) {
            throw new CredentialsException(
                    Reason.SecretInvalid,
                    "The pre-shared key of " + tunnel.role().tunnelId() + ", key '" + ref.key() + "' of the Secret "
                            + namespace + "/" + ref.name() + ", " + problem.get());
        }
        inUse.hold(opened.resource());
        return key;
    }

    /** Creates and never replaces: somebody may have been first, and then that key is used. */
    private void generate(CatoSite site, SecretKeyRef ref) {
        Secret key = PreSharedKeys.generate(random);
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(ref.name())
                .withNamespace(site.getMetadata().getNamespace())
                .withLabels(Map.of(Api.CREDENTIALS, "true"))
                .withFinalizers(Api.IN_USE)
                .withOwnerReferences(ownerReference(site))
                .endMetadata()
                .withType("Opaque")
                .withStringData(Map.of(ref.key(), key.reveal()))
                .build();
        try {
            client.secrets().resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    static OwnerReference ownerReference(CatoSite site) {
        return new OwnerReferenceBuilder()
                .withApiVersion(site.getApiVersion())
                .withKind(site.getKind())
                .withName(site.getMetadata().getName())
                .withUid(site.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    /** Takes our owner reference off, so that the key outlives the CatoSite: Cato never gives a key back (DESIGN §9.9). */
    void orphan(CatoSite site, String name) {
        var there =
                client.secrets().inNamespace(site.getMetadata().getNamespace()).withName(name);
        var secret = there.get();
        if (secret != null && owned(site, secret.getMetadata().getOwnerReferences())) {
            there.edit(s -> new SecretBuilder(s)
                    .editMetadata()
                    .removeMatchingFromOwnerReferences(
                            o -> site.getMetadata().getUid().equals(o.getUid()))
                    .endMetadata()
                    .build());
        }
    }

    /** Deletes a generated Secret; one that isn't ours stays. */
    void delete(CatoSite site, String name) {
        var there =
                client.secrets().inNamespace(site.getMetadata().getNamespace()).withName(name);
        var secret = there.get();
        if (secret != null && owned(site, secret.getMetadata().getOwnerReferences())) {
            there.delete();
        }
    }

    private static boolean owned(CatoSite site, List<OwnerReference> owners) {
        return owners.stream().anyMatch(o -> site.getMetadata().getUid().equals(o.getUid()));
    }
}
