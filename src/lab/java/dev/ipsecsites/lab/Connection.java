package dev.ipsecsites.lab;

import java.util.List;
import java.util.Map;

/**
 * Puts the simulators' addresses into manifests that were written for the real world.
 *
 * @param cmaEndpoint https address of Cato's API
 * @param cmaHost its host
 */
record Connection(String cmaEndpoint, String cmaHost) {
    private static final String ONLY_FOR = "ipsec-sites.dev/only-for";

    /** Where a router answers. */
    record RouterAddress(String host, int port, String fingerprint) {}

    /** The only key of an account; it opens nothing anywhere else. */
    static String apiKey(String account) {
        return "lab-api-key-" + account;
    }

    /** Changes the manifests of a branch in place. */
    List<Resource> connect(Branch branch, RouterAddress router) {
        var manifests = branch.manifests();
        for (var account : Resource.ofKind(manifests, Kinds.ACCOUNT.kind())) {
            account.set(cmaEndpoint, "spec", "endpoint");
            var secret = account.text("spec", "apiKeySecretRef", "name").orElseThrow();
            var key = account.text("spec", "apiKeySecretRef", "key").orElse("apiKey");
            var apiKey = apiKey(account.text("spec", "accountId").orElseThrow());
            Resource.find(manifests, "Secret", secret).ifPresent(found -> {
                found.remove("data", key).set(apiKey, "stringData", key);
                restrictTo(found, cmaHost);
            });
        }
        for (var found : Resource.ofKind(manifests, Kinds.ROUTER.kind())) {
            found.set(router.host(), "spec", "address")
                    .set(router.port(), "spec", "port")
                    .set(Map.of("fingerprint", router.fingerprint()), "spec", "hostKey");
            var secret = found.text("spec", "credentialsSecretRef", "name").orElseThrow();
            Resource.find(manifests, "Secret", secret).ifPresent(credentials -> restrictTo(credentials, router.host()));
        }
        return manifests;
    }

    /** Keeps the restriction of a Secret that has one, with the host that takes the real one's place. */
    private static void restrictTo(Resource secret, String host) {
        var annotations = secret.manifest().getMetadata().getAnnotations();
        if (annotations != null && annotations.containsKey(ONLY_FOR)) {
            annotations.put(ONLY_FOR, host);
        }
    }
}
