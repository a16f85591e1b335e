/** Tests of the operator as a whole. */
@NullMarked
package dev.ipsecsites.operator;

import org.jspecify.annotations.NullMarked;
