package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.operator.common.StatusWriter;
import java.util.function.UnaryOperator;

/** A journal in the CatoSite's own status: each entry is stored before the call that it announces. */
final class StatusJournal implements SiteJournal {
    private final StatusWriter writer;
    private CatoSite site;

    StatusJournal(CatoSite site, StatusWriter writer) {
        this.site = site;
        this.writer = writer;
    }

    @Override
    public CatoSiteStatus status() {
        return site.statusOrEmpty();
    }

    @Override
    public void write(UnaryOperator<CatoSiteStatus.Builder> change) {
        site = writer.write(site, change.apply(status().toBuilder()).build());
    }

    /** The resource as it is after the last entry. */
    CatoSite site() {
        return site;
    }
}
