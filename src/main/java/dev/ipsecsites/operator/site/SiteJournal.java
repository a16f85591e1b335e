package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteStatus;
import java.util.function.UnaryOperator;

/**
 * Where progress is written while it happens: an intent before an external create, an identity after. A crash between two
 * calls finds here what may have been done.
 */
interface SiteJournal {
    CatoSiteStatus status();

    /** Changes the status and stores it before returning. */
    void write(UnaryOperator<CatoSiteStatus.Builder> change);
}
