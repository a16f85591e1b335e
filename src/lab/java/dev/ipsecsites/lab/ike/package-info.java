/**
 * Real IKE: strongSwan daemons in network namespaces, configured from what each end of a tunnel was told. The second opinion on
 * {@link dev.ipsecsites.lab.wire}.
 */
@NullMarked
package dev.ipsecsites.lab.ike;

import org.jspecify.annotations.NullMarked;
