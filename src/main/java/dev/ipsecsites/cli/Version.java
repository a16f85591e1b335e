package dev.ipsecsites.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest tells. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = IpsecSites.class.getPackage().getImplementationVersion();
        return new String[] {"ipsec-sites " + (version == null ? "(not from a jar)" : version)};
    }
}
