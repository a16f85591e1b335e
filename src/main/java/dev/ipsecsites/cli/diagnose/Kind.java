package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Language;

/** What a file, or a part of one, turned out to be. */
public enum Kind {
    TIMELINE("Cato timeline", "CatoのTimeline"),
    NO_TIMELINE("Cato's answer that there is no timeline", "CatoのTimelineなし(File not found)"),
    LOG("router log", "ルータのログ"),
    CONFIG("show config", "show config"),
    SA("show ipsec sa", "show ipsec sa"),
    SA_DETAIL("show ipsec sa gateway detail", "show ipsec sa gateway detail"),
    TUNNEL_STATUS("show status tunnel", "show status tunnel"),
    PP_STATUS("show status pp", "show status pp"),
    DHCP_STATUS("show status dhcpc", "show status dhcpc"),
    ROUTES("show ip route", "show ip route"),
    ENVIRONMENT("show environment", "show environment"),
    PING("ping", "ping"),
    SESSION("commands as typed", "入力したコマンド"),
    MANIFEST("manifests", "マニフェスト");

    private final String english;
    private final String japanese;

    Kind(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    public String label(Language language) {
        return language == Language.JAPANESE ? japanese : english;
    }
}
