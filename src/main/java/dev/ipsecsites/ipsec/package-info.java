/** What IPsec itself is about: identities, algorithms, proposals, lifetimes, keys. Pure values, no I/O. */
@NullMarked
package dev.ipsecsites.ipsec;

import org.jspecify.annotations.NullMarked;
