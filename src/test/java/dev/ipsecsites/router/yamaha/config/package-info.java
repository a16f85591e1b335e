@NullMarked
package dev.ipsecsites.router.yamaha.config;

import org.jspecify.annotations.NullMarked;
