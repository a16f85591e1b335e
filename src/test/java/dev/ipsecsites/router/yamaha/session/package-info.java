@NullMarked
package dev.ipsecsites.router.yamaha.session;

import org.jspecify.annotations.NullMarked;
