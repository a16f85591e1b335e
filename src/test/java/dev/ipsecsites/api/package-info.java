/** Tests of the custom resources, and the generator of their definitions. */
@NullMarked
package dev.ipsecsites.api;

import org.jspecify.annotations.NullMarked;
