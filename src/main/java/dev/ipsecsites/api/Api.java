package dev.ipsecsites.api;

/** The names that are part of the API: group, labels, annotations, finalizers. Changing one breaks stored objects. */
public final class Api {

    public static final String GROUP = "ipsec-sites.dev";
    public static final String VERSION = "v1alpha1";
    /** {@code kubectl get ipsec} lists all four kinds. */
    public static final String CATEGORY = "ipsec";

    /** Annotation, an opaque token: reconcile now. Recorded in {@code status.lastHandled} when done. */
    public static final String RECONCILE = GROUP + "/reconcile";
    /** Annotation, an opaque token: delete and renegotiate the SAs of the tunnels. */
    public static final String RESET_TUNNELS = GROUP + "/reset-tunnels";
    /** Annotation of a RouterTunnel that a CatoSite made: the same for its repair, beside what a person asks for. */
    public static final String REPAIR_RESET = GROUP + "/repair-reset";
    /** Annotation, an opaque token: replace generated pre-shared keys at both ends. */
    public static final String ROTATE_PSK = GROUP + "/rotate-psk";
    /** Annotation: {@code "true"} leaves the resource alone until the annotation is taken off. */
    public static final String PAUSED = GROUP + "/paused";
    /** Annotation: the {@code status.plan.hash} that may be carried out. */
    public static final String APPROVED_PLAN = GROUP + "/approved-plan";

    /** Annotation of a RouterTunnel that a CatoSite made: keyed hash of the pre-shared key that Cato was told last. */
    public static final String TOLD_KEY = GROUP + "/told-key";

    /** Annotation of the ConfigMap with a Router's record: the uid of that Router, which an owner reference doesn't always outlast. */
    public static final String ROUTER_UID = GROUP + "/router-uid";

    /** Label of a RouterTunnel written by hand that says who the peer is; {@link #PEER_CATO} or nothing. */
    public static final String PEER = GROUP + "/peer";
    /** The peer is Cato Cloud, so that its own addresses answer through the tunnel. */
    public static final String PEER_CATO = "Cato";

    /** Label of a Secret: {@code "true"} allows the operator to read it. */
    public static final String CREDENTIALS = GROUP + "/credentials";
    /** Label of a ConfigMap with a timeline that was downloaded from Cato's console: the name of the CatoSite in its namespace. */
    public static final String TIMELINE = GROUP + "/timeline";

    /** Annotation of a Secret: the only host that it may be sent to, or several with commas. */
    public static final String ONLY_FOR = GROUP + "/only-for";

    /** Finalizer of accounts, routers and Secrets that something still uses. */
    public static final String IN_USE = GROUP + "/in-use";
    /** Finalizer of a CatoSite, until what it made at Cato is gone. */
    public static final String SITE_FINALIZER = GROUP + "/catosite";
    /** Finalizer of a RouterTunnel, until its lines are off the router. */
    public static final String TUNNEL_FINALIZER = GROUP + "/routertunnel";

    private Api() {}
}
