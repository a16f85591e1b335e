package dev.ipsecsites.lab.rtx.device;

/** The models, with the limits of yamaha-rtx.md §4.1; what is marked [?] there is this simulator's assumption. */
public enum RtxModel {
    RTX810("RTX810", "11.01.34", "Tue Nov 26 18:39:12 2019", 2, 128, "", 6, 30, 128, 100),
    RTX830("RTX830", "15.02.33", "Fri Jul 11 10:07:29 2025", 2, 256, "", 20, 30, 129, 100),
    RTX1210("RTX1210", "14.01.42", "Fri Jul  5 11:17:45 2024", 3, 256, ", 1BRI", 100, 100, 129, 100),
    RTX1220("RTX1220", "15.04.07", "Fri Feb  7 09:52:03 2025", 3, 256, "", 100, 100, 129, 100),
    RTX1300("RTX1300", "23.00.17", "Fri Oct  3 10:12:33 2025", 3, 1024, "", 100, 100, 129, 100),
    VRX("vRX", "19.02.10", "Wed Mar  5 14:10:21 2025", 2, 2048, "", 6000, 150, 300, 6000);

    private final String printed;
    private final String firmware;
    private final String built;
    private final int lans;
    private final int memoryMegabytes;
    private final String extraPorts;
    private final int tunnels;
    private final int pps;
    private final int filterList;
    private final int keepalives;

    RtxModel(
            String printed,
            String firmware,
            String built,
            int lans,
            int memoryMegabytes,
            String extraPorts,
            int tunnels,
            int pps,
            int filterList,
            int keepalives) {
        this.printed = printed;
        this.firmware = firmware;
        this.built = built;
        this.lans = lans;
        this.memoryMegabytes = memoryMegabytes;
        this.extraPorts = extraPorts;
        this.tunnels = tunnels;
        this.pps = pps;
        this.filterList = filterList;
        this.keepalives = keepalives;
    }

    /** The name as the router prints it. */
    public String printed() {
        return printed;
    }

    public Firmware latestFirmware() {
        return Firmware.of(firmware);
    }

    /** When the firmware was built, as the banner shows it. */
    public String built() {
        return built;
    }

    public int lans() {
        return lans;
    }

    public int memoryMegabytes() {
        return memoryMegabytes;
    }

    /** What follows the number of LANs in the memory line. */
    public String extraPorts() {
        return extraPorts;
    }

    /** Tunnels and IKE gateways. */
    public int tunnels() {
        return tunnels;
    }

    public int pps() {
        return pps;
    }

    /** Entries of one secure filter list. */
    public int filterList() {
        return filterList;
    }

    public int keepalives() {
        return keepalives;
    }
}
