package dev.ipsecsites.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The branches of the lab: the examples, each with its router, or generated ones. */
final class Fleet {
    /** The models that the lab shows; an example that names none gets the next one nobody has. */
    private static final List<String> MODELS = List.of("RTX810", "RTX830", "RTX1220", "RTX1300");

    /** Models whose SSH server shows an ssh-rsa host key and no other (yamaha-rtx.md §1.3). */
    static final Set<String> SHA1_HOST_KEYS = Set.of("RTX810", "RTX830", "RTX1210", "RTX1220");

    private static final List<String> EXAMPLES =
            List.of("article.yaml", "full.yaml", "minimal.yaml", "changing-address.yaml");

    private static final List<String> POPS =
            List.of("Tokyo", "Osaka", "Singapore", "London", "Frankfurt", "New York", "Hong Kong", "Sydney");
    private static final String GATEWAY = "198.51.100.1";

    private final Path examples;
    private final Optional<KeyPair> hostKey;

    /** @param examples the directory {@code examples} */
    Fleet(Path examples) {
        this(examples, Optional.empty());
    }

    /** @param hostKey of all routers; empty for one of each's own, which takes a while to make */
    Fleet(Path examples, Optional<KeyPair> hostKey) {
        this.examples = examples;
        this.hostKey = hostKey;
    }

    /** The examples that have a router, one branch for each of the four models. */
    List<Branch> ofExamples() throws IOException {
        var free = new LinkedHashSet<>(MODELS);
        var files = new ArrayList<List<Resource>>();
        for (var name : EXAMPLES) {
            var manifests = Manifests.read(examples.resolve(name));
            router(manifests).text("spec", "model").ifPresent(free::remove);
            files.add(manifests);
        }
        var branches = new ArrayList<Branch>();
        for (var manifests : files) {
            var model = router(manifests).text("spec", "model").orElseGet(() -> take(free));
            branches.add(branch(manifests, model, "198.51.100." + (101 + branches.size())));
        }
        return branches;
    }

    /** That many branches, made from the shortest example. */
    List<Branch> generated(int count) throws IOException {
        var branches = new ArrayList<Branch>();
        for (int i = 0; i < count; i++) {
            var manifests = Manifests.read(examples.resolve("minimal.yaml"));
            rename(manifests, String.format(Locale.ROOT, "site-%04d", i + 1));
            site(manifests)
                    .set("10.%d.%d.0/24".formatted(100 + i / 256, i % 256), "spec", "nativeRange")
                    .set(POPS.get(i % POPS.size()), "spec", "primary", "popLocation")
                    .set(POPS.get((i + 1) % POPS.size()), "spec", "secondary", "popLocation");
            var model = MODELS.get(i % MODELS.size());
            if (model.equals("RTX810")) {
                router(manifests).set(List.of(Map.of("name", "WAN1", "interface", "pp1")), "spec", "links");
            }
            // Beside the addresses of the PoPs in the network that RFC 2544 sets aside for test equipment.
            branches.add(branch(manifests, model, "198.19.%d.%d".formatted(128 + i / 250, 2 + i % 250)));
        }
        return branches;
    }

    private static String take(Set<String> free) {
        var next = free.stream().findFirst().orElse(MODELS.getLast());
        free.remove(next);
        return next;
    }

    private Branch branch(List<Resource> manifests, String model, String spareAddress) {
        var router = router(manifests);
        var site = site(manifests);
        var secret = router.text("spec", "credentialsSecretRef", "name").orElseThrow();
        var login = new LabRouter.Login(
                credential(manifests, secret, "username"),
                credential(manifests, secret, "password"),
                credential(manifests, secret, "administratorPassword"));
        if (SHA1_HOST_KEYS.contains(model)) {
            router.set("Legacy", "spec", "sshAlgorithms");
        }
        var link = router.entries("spec", "links").getFirst();
        var address = Optional.ofNullable(link.get("address"))
                .map(Object::toString)
                .or(() -> site.text("spec", "publicAddress"))
                .orElse(spareAddress);
        var gateway = Optional.ofNullable(link.get("gateway"))
                .map(Object::toString)
                .orElse(address.startsWith("198.51.100.") ? GATEWAY : address.replaceFirst("[0-9]+$", "1"));
        var network = site.text("spec", "nativeRange").orElseThrow();
        return new Branch(
                site.name(),
                new LabRouter(
                        router.name(),
                        model,
                        router.text("spec", "firmware").map(revision -> revision.replaceFirst("^Rev\\.", "")),
                        login,
                        network.replaceFirst("\\.0/", ".1/"),
                        new LabRouter.Uplink(String.valueOf(link.get("interface")), address, gateway),
                        hostKey),
                manifests);
    }

    private static String credential(List<Resource> manifests, String secret, String key) {
        return Manifests.secret(manifests, secret, key)
                .orElseThrow(() -> new LabException("the example's Secret " + secret + " has no " + key));
    }

    /** Gives the site, its router and the router's Secret a name of their own; the account stays shared. */
    private static void rename(List<Resource> manifests, String name) {
        var router = router(manifests);
        var secret = router.text("spec", "credentialsSecretRef", "name").orElseThrow();
        var routerName = name + "-rtx";
        Resource.find(manifests, "Secret", secret)
                .ifPresent(found -> found.manifest().getMetadata().setName(routerName));
        router.manifest().getMetadata().setName(routerName);
        router.set(routerName, "spec", "credentialsSecretRef", "name");
        var site = site(manifests);
        site.manifest().getMetadata().setName(name);
        site.set(routerName, "spec", "routerRef", "name");
    }

    private static Resource router(List<Resource> manifests) {
        return only(manifests, Kinds.ROUTER);
    }

    private static Resource site(List<Resource> manifests) {
        return only(manifests, Kinds.SITE);
    }

    private static Resource only(List<Resource> manifests, Kinds kind) {
        var found = Resource.ofKind(manifests, kind.kind());
        if (found.size() != 1) {
            throw new LabException(
                    "an example has %d resources of kind %s, the lab expects 1".formatted(found.size(), kind.kind()));
        }
        return found.getFirst();
    }
}
