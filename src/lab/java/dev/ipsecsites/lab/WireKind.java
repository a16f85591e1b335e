package dev.ipsecsites.lab;

/** What stands between the two ends of the lab's tunnels. */
enum WireKind {
    /** The two configurations are compared as IKE would. */
    COMPARED,
    /** Real IKE daemons in network namespaces, with real packets. */
    IKE
}
