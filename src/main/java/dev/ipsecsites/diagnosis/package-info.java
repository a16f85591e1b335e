/**
 * Evidence, cause, remedy (DESIGN §5; article, 繋がらない場合のトラブルシュート). Pure: no cluster, no clock, no files. Whoever has evidence hands it over as
 * plain values, {@link dev.ipsecsites.diagnosis.Engine} answers. Every part of the evidence may be absent; where nothing is known
 * the answer is {@link dev.ipsecsites.diagnosis.Cause#UNKNOWN} with what to look at next.
 */
@NullMarked
package dev.ipsecsites.diagnosis;

import org.jspecify.annotations.NullMarked;
