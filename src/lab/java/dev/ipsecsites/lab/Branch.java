package dev.ipsecsites.lab;

import java.util.List;

/**
 * A branch office of the lab: its router and the manifests that make it a site.
 *
 * @param site name of its CatoSite
 * @param manifests in the order of applying, still with the addresses of the example
 */
record Branch(String site, LabRouter router, List<Resource> manifests) {}
