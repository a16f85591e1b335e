@NullMarked
package dev.ipsecsites.router.yamaha.show;

import org.jspecify.annotations.NullMarked;
