/** The network around the router, as far as the running configuration reaches: interfaces, routes, filters, NAT, IKE. */
@NullMarked
package dev.ipsecsites.lab.rtx.net;

import org.jspecify.annotations.NullMarked;
