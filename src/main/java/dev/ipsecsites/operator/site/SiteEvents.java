package dev.ipsecsites.operator.site;

/** Events on one CatoSite. */
interface SiteEvents {
    void normal(String reason, String message);

    void warning(String reason, String message);
}
