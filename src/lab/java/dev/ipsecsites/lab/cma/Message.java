package dev.ipsecsites.lab.cma;

/** Parameters of IKE_SA_INIT or IKE_AUTH as Cato was told; names of the API's enums. */
public record Message(String cipher, String prf, String integrity, String dhGroup) {
    static final String AUTOMATIC = "AUTOMATIC";
    static final Message ALL_AUTOMATIC = new Message(AUTOMATIC, AUTOMATIC, AUTOMATIC, AUTOMATIC);
}
