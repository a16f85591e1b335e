package dev.ipsecsites.lab.rtx.config;

/** The order of {@code show config} (yamaha-rtx.md §3.1); where it is not established, this simulator's assumption. */
public enum Section {
    DESCRIPTION,
    PASSWORD,
    SECURITY,
    CONSOLE,
    LOGIN_TIMER,
    IP_ROUTE,
    IP_COMMON,
    LAN,
    PP,
    TUNNEL,
    IP_FILTER,
    IP_FILTER_DYNAMIC,
    NAT,
    IPSEC,
    BGP,
    SYSLOG,
    SERVICES,
    DHCP,
    DNS,
    SCHEDULE,
    SNMP,
    SSHD,
    HTTPD,
    STATISTICS,
    SET
}
