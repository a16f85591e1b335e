package dev.ipsecsites.lab.cma;

import java.util.Map;

/** A BGP peer of a site: {@code values} holds the fields of the API under their own names, defaults filled in. */
record BgpPeer(String id, Map<String, Object> values) {}
