package dev.ipsecsites.lab;

import java.util.List;

/** What a person needs to point any client at the simulators: addresses, accounts, credentials. */
final class SimulatorsOnly {
    private SimulatorsOnly() {}

    static String text(Simulators simulators, List<Branch> branches) {
        var connection = simulators.connection();
        var text = new StringBuilder();
        text.append("""

            Cato's API (GraphQL, POST)
              https    %s     trust %s
              http     %s
              account  %s     header x-api-key: %s
              control  %s     (GET / lists what it can do)
              try      curl -sS %s -H 'x-api-key: %s' -H 'content-type: application/json' -d '{"query":"{ accountSnapshot(accountID: %s) { sites { id } } }"}'

            Routers (SSH; control %s, GET / lists them, GET /NAME shows one)
            """.formatted(
                        connection.cmaEndpoint(),
                        simulators.authority(),
                        simulators.cma().endpoint(),
                        account(branches),
                        Connection.apiKey(account(branches)),
                        simulators.cmaControl(),
                        simulators.cma().endpoint(),
                        Connection.apiKey(account(branches)),
                        account(branches),
                        simulators.routerControl()));
        branches.forEach(branch -> text.append(router(simulators, branch.router())));
        return text.append("\nCtrl-C stops everything.").toString();
    }

    private static String account(List<Branch> branches) {
        return Resource.ofKind(branches.getFirst().manifests(), Kinds.ACCOUNT.kind())
                .getFirst()
                .text("spec", "accountId")
                .orElse("");
    }

    private static String router(Simulators simulators, LabRouter router) {
        var address = simulators.address(router.name());
        return "  %-16s %-8s ssh -tt%s -p %d %s@%s   password %s, administrator %s, host key %s%n"
                .formatted(
                        router.name(),
                        router.model(),
                        legacy(router.model()),
                        address.port(),
                        router.login().user(),
                        address.host(),
                        router.login().password(),
                        router.login().administratorPassword(),
                        address.fingerprint());
    }

    /** What OpenSSH has left out of its defaults and the model knows nothing newer than (yamaha-rtx.md §1.3). */
    static String legacy(String model) {
        if (!Fleet.SHA1_HOST_KEYS.contains(model)) {
            return "";
        }
        var hostKey = " -oHostKeyAlgorithms=+ssh-rsa";
        return model.equals("RTX810") ? " -oKexAlgorithms=+diffie-hellman-group1-sha1" + hostKey : hostKey;
    }
}
