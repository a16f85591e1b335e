/** Accounts of Cato: their clients, their one poller each, and the CatoAccount's reconciler. */
@NullMarked
package dev.ipsecsites.operator.account;

import org.jspecify.annotations.NullMarked;
