package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import java.util.List;

/**
 * One end of one tunnel in strongSwan's terms.
 *
 * @param name of the connection and of its child SA; letters, digits, {@code -}
 * @param remoteAddress {@code %any} to take whoever comes
 * @param initiates whether this end starts by itself
 * @param ikeProposals keywords of strongSwan, in order of preference; the first group is the KE payload's
 * @param childProposals a group in them is for PFS
 * @param ike lifetimes of the IKE SA; without volume
 * @param reauthenticates whether renewing means starting again from IKE_SA_INIT
 * @param dpdSeconds between liveness checks; 0 for none
 * @param detectsNat looks for a translator on the way as RFC 7296 §2.23 says; otherwise it is made to believe in one, because kernel-libipsec has
 *     no other ESP than that inside UDP
 */
public record IkeConnection(
        String name,
        int version,
        String localAddress,
        String remoteAddress,
        boolean initiates,
        IkeIdentity localId,
        IkeIdentity remoteId,
        PreSharedKey preSharedKey,
        List<String> ikeProposals,
        List<String> childProposals,
        List<String> localSelectors,
        List<String> remoteSelectors,
        Life ike,
        Life child,
        boolean reauthenticates,
        int dpdSeconds,
        boolean detectsNat) {

    /**
     * How long an SA lives.
     *
     * @param rekeySeconds 0 when it is not renewed
     * @param kilobytes 0 without limit
     */
    public record Life(long seconds, long rekeySeconds, long kilobytes) {
        Life shortened(int times) {
            return new Life(
                    Math.max(1, seconds / times), rekeySeconds == 0 ? 0 : Math.max(1, rekeySeconds / times), kilobytes);
        }
    }

    boolean renewsChildWithin(long seconds) {
        // Who makes everything anew from the first message doesn't renew a child SA alone.
        long own = reauthenticates ? ike.rekeySeconds() : child.rekeySeconds();
        return own > 0 && own <= seconds;
    }

    IkeConnection withChildProposals(List<String> proposals) {
        return with(proposals, remoteSelectors, ike, child, detectsNat);
    }

    IkeConnection towards(String network) {
        return with(childProposals, List.of(network), ike, child, detectsNat);
    }

    /** The same with SAs that live shorter, and are renewed as much earlier: who renews, and what comes of it, stays as it is. */
    public IkeConnection shortLived(int times) {
        return with(childProposals, remoteSelectors, ike.shortened(times), child.shortened(times), detectsNat);
    }

    /** The same where a translator stands on the way, or may stand there. */
    public IkeConnection detectingNat(boolean wanted) {
        return with(childProposals, remoteSelectors, ike, child, wanted);
    }

    private IkeConnection with(
            List<String> ofChild, List<String> behindPeer, Life ikeLife, Life childLife, boolean nat) {
        return new IkeConnection(
                name,
                version,
                localAddress,
                remoteAddress,
                initiates,
                localId,
                remoteId,
                preSharedKey,
                ikeProposals,
                ofChild,
                localSelectors,
                behindPeer,
                ikeLife,
                childLife,
                reauthenticates,
                dpdSeconds,
                nat);
    }

    /** Who starts the negotiation. */
    public enum Start {
        /** The end that initiates does so as soon as the connection is loaded, and again when the SAs are gone. */
        BY_ITSELF,
        /** Only {@link IkeDaemon#initiate}. */
        BY_HAND
    }

    /** {@code swanctl.conf}; holds the key. */
    String text(Start start) {
        String again = initiates && start == Start.BY_ITSELF ? "start" : "none";
        StringBuilder out = new StringBuilder("connections {\n  " + name + " {\n");
        line(out, 4, "version", Integer.toString(version));
        line(out, 4, "local_addrs", localAddress);
        line(out, 4, "remote_addrs", remoteAddress);
        line(out, 4, "proposals", String.join(", ", ikeProposals));
        line(out, 4, "encap", detectsNat ? "no" : "yes");
        line(out, 4, "mobike", "no");
        line(out, 4, "unique", "replace");
        line(out, 4, "keyingtries", start == Start.BY_ITSELF ? "0" : "1");
        line(out, 4, reauthenticates ? "reauth_time" : "rekey_time", ike.rekeySeconds() + "s");
        line(out, 4, reauthenticates ? "rekey_time" : "reauth_time", "0s");
        line(out, 4, "over_time", Math.max(1, ike.seconds() - ike.rekeySeconds()) + "s");
        line(out, 4, "rand_time", "0s");
        line(out, 4, "dpd_delay", dpdSeconds + "s");
        out.append("    local {\n      auth = psk\n      id = ")
                .append(identity(localId))
                .append("\n    }\n");
        out.append("    remote {\n      auth = psk\n      id = ")
                .append(identity(remoteId))
                .append("\n    }\n");
        out.append("    children {\n      ").append(name).append(" {\n");
        line(out, 8, "local_ts", String.join(", ", localSelectors));
        line(out, 8, "remote_ts", String.join(", ", remoteSelectors));
        line(out, 8, "esp_proposals", String.join(", ", childProposals));
        line(out, 8, "life_time", child.seconds() + "s");
        line(out, 8, "rekey_time", child.rekeySeconds() + "s");
        line(out, 8, "rand_time", "0s");
        if (child.kilobytes() > 0) {
            line(out, 8, "life_bytes", Long.toString(child.kilobytes() * 1024));
            line(out, 8, "rekey_bytes", Long.toString(child.kilobytes() * 1024 * 3 / 4));
            line(out, 8, "rand_bytes", "0");
        }
        line(out, 8, "start_action", again);
        line(out, 8, "close_action", again);
        line(out, 8, "dpd_action", again.equals("start") ? "restart" : "clear");
        out.append("      }\n    }\n  }\n}\nsecrets {\n  ike-").append(name).append(" {\n");
        line(out, 4, "id-local", identity(localId));
        line(out, 4, "id-remote", identity(remoteId));
        // In hexadecimal nothing has to be quoted.
        line(out, 4, "secret", "0x" + preSharedKey.hexadecimal());
        return out.append("  }\n}\n").toString();
    }

    private static void line(StringBuilder out, int indent, String key, String value) {
        out.repeat(' ', indent).append(key).append(" = ").append(value).append('\n');
    }

    /** Quoted: an identity may hold what the file's syntax uses. */
    private static String identity(IkeIdentity id) {
        String prefix = switch (id.type()) {
            case "ipv4" -> "";
            case "fqdn" -> "fqdn:";
            case "email" -> "email:";
            case "key-id" -> "keyid:";
            default -> throw new IkeException("no identity of type " + id.type());
        };
        return '"' + prefix + id.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The same with the key told by its length only. */
    @Override
    public String toString() {
        return "IkeConnection[" + name + " " + localId.value() + "@" + localAddress + " -> " + remoteId.value() + "@"
                + remoteAddress + ", " + ikeProposals + ", " + childProposals + ", " + preSharedKey + "]";
    }
}
