package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One tunnel of a role. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteTunnel(
        @Nullable String link,
        @Nullable Integer tunnelNumber,
        @Nullable String name,
        @Nullable String publicAddress,
        @Nullable Bandwidth bandwidth,
        @Nullable String privateCatoAddress,
        @Nullable String privateSiteAddress,
        @Nullable PreSharedKey preSharedKey) {}
