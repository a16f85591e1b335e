@NullMarked
package dev.ipsecsites.diagnosis;

import org.jspecify.annotations.NullMarked;
