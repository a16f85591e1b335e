package dev.ipsecsites.ipsec;

/** What the IKE SA is protected with. */
public record IkeProposal(Encryption encryption, Hash prf, Hash integrity, DhGroup dhGroup) {}
