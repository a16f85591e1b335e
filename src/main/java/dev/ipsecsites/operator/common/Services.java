package dev.ipsecsites.operator.common;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/**
 * What every reconciler is given.
 *
 * @param statusMode how status is sent
 * @param backoff for failures that waiting may solve
 */
public record Services(
        KubernetesClient client,
        Clock clock,
        Directory directory,
        Credentials credentials,
        SecretCache secrets,
        InUse inUse,
        Events events,
        Keyring keyring,
        Backoff backoff,
        Meters meters,
        StatusWriter.Mode statusMode) {

    /** A writer of status under a field manager of its own. */
    public StatusWriter statusWriter(String fieldManager) {
        return new StatusWriter(client, fieldManager, statusMode, directory);
    }
}
