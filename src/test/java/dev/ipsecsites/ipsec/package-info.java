@NullMarked
package dev.ipsecsites.ipsec;

import org.jspecify.annotations.NullMarked;
