package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.CmaEndpoint;

/** What Cato's limits and snapshots belong to, however many CatoAccounts, keys and namespaces name it (DESIGN §9.10). */
public record AccountKey(CmaEndpoint endpoint, String accountId) {}
