@NullMarked
package dev.ipsecsites.operator.account;

import org.jspecify.annotations.NullMarked;
