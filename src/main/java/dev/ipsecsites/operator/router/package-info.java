/**
 * Routers and their tunnels. {@code RouterReconciler} is the only writer of a router: it collects every RouterTunnel that names it
 * and brings the router there in one transaction. {@code RouterTunnelReconciler} tells each tunnel what became of it. Numbers,
 * intents, liveness and verdicts are pure.
 */
@NullMarked
package dev.ipsecsites.operator.router;

import org.jspecify.annotations.NullMarked;
