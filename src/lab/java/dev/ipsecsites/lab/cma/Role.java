package dev.ipsecsites.lab.cma;

/** The two HA roles of a site. */
enum Role {
    PRIMARY,
    SECONDARY;

    /** Field of the tunnels' inputs and answers. */
    String field() {
        return this == PRIMARY ? "primary" : "secondary";
    }

    String tunnelId(int position) {
        return name() + position;
    }

    static Role of(String tunnelId) {
        return tunnelId.startsWith(PRIMARY.name()) ? PRIMARY : SECONDARY;
    }
}
