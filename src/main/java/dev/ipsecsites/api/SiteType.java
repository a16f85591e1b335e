package dev.ipsecsites.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** What kind of place a site is; Cato uses it for display and policy. */
@JsonDeserialize(using = LenientEnum.class)
public enum SiteType implements WireValue {
    BRANCH("Branch"),
    HEADQUARTERS("Headquarters"),
    CLOUD_DATA_CENTER("CloudDataCenter"),
    DATA_CENTER("DataCenter"),

    /** A value of a newer version of the API, which this version can't act on. */
    UNRECOGNIZED("Unrecognized");

    private final String wire;

    SiteType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
