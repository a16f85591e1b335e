/** The operator as a process: options, wiring, leader election, health, metrics, stop. */
@NullMarked
package dev.ipsecsites.operator;

import org.jspecify.annotations.NullMarked;
