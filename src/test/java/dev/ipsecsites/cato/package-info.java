@NullMarked
package dev.ipsecsites.cato;

import org.jspecify.annotations.NullMarked;
