package dev.ipsecsites.ipsec;

/** The one place where a tunnel's algorithms are chosen (DESIGN §9.4). */
public record Proposal(IkeProposal ike, ChildProposal child) {
    /** Short form for status and tables, such as {@code AES-CBC-256/SHA2-256/MODP-2048}. */
    public String label() {
        return ike.encryption().label() + "/" + ike.integrity().label() + "/"
                + ike.dhGroup().label();
    }
}
