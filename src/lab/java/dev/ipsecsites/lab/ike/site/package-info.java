/**
 * A whole site on real IKE: network namespaces for the router, its LAN, the Internet and Cato's cloud, a daemon for each end of each
 * tunnel, and the wire that keeps all of it in step with what the two simulators were told.
 */
@NullMarked
package dev.ipsecsites.lab.ike.site;

import org.jspecify.annotations.NullMarked;
