package dev.ipsecsites.lab.cma;

/** An address of Cato's that an account holds. {@code type} is {@code SYSTEM} or {@code BYOIP}. */
record AllocatedAddress(String id, String ip, PopLocation pop, String description, String type) {
    AllocatedAddress described(String text) {
        return new AllocatedAddress(id, ip, pop, text, type);
    }
}
