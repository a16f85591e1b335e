@NullMarked
package dev.ipsecsites.operator.site;

import org.jspecify.annotations.NullMarked;
