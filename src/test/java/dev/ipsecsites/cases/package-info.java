/** Labelled diagnosis cases: how they are made, and whether the diagnosis gets them right. */
@NullMarked
package dev.ipsecsites.cases;

import org.jspecify.annotations.NullMarked;
