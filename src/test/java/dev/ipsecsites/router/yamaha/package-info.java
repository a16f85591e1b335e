@NullMarked
package dev.ipsecsites.router.yamaha;

import org.jspecify.annotations.NullMarked;
