package dev.ipsecsites.lab.rtx.device;

/** What one model with one firmware can do (yamaha-rtx.md §1.2, §1.6, §4, §5). */
public record Profile(RtxModel model, Firmware firmware) {

    private boolean since(String rtx1210, String rtx830) {
        return switch (model) {
            case RTX810 -> false;
            case RTX1210 -> firmware.atLeast(rtx1210);
            case RTX830 -> firmware.atLeast(rtx830);
            case RTX1220, RTX1300, VRX -> true;
        };
    }

    /** {@code rollback timer}, {@code confirm}, {@code load}; §5.2. */
    public boolean rollback() {
        return since("14.01.26", "15.02.03");
    }

    public boolean configDifference() {
        return since("14.01.26", "15.02.03");
    }

    /** {@code tunnel enable 1-4}, {@code tunnel enable all}; §4.2. */
    public boolean tunnelRanges() {
        return since("14.01.26", "15.02.03");
    }

    /** {@code schedule at ID +SEC}; §5.3. */
    public boolean relativeSchedule() {
        return switch (model) {
            case RTX810 -> false;
            case RTX1210 -> firmware.atLeast("14.01.41");
            case RTX830 -> firmware.atLeast("15.02.03");
            case RTX1220 -> firmware.atLeast("15.04.04");
            case RTX1300, VRX -> true;
        };
    }

    /** SHA-384 and SHA-512 in IKE and ESP: of these models only the RTX1300; §4.3. */
    public boolean longSha2() {
        return model == RtxModel.RTX1300;
    }

    /** On RTX810 the article runs it; §4.3. */
    public boolean proposalLimitation() {
        return model != RtxModel.RTX1210 || firmware.atLeast("14.01.09");
    }

    public boolean childExchangeType() {
        return switch (model) {
            case RTX810 -> false;
            case RTX1210 -> firmware.atLeast("14.01.11");
            case RTX830, RTX1220, RTX1300, VRX -> true;
        };
    }

    public boolean messageIdControl() {
        return switch (model) {
            case RTX810 -> false;
            case RTX1210 -> firmware.atLeast("14.01.09");
            case RTX830, RTX1220, RTX1300, VRX -> true;
        };
    }

    public boolean negotiationReceive() {
        return since("14.01.26", "15.02.03");
    }

    public boolean natTraversalType() {
        return model != RtxModel.RTX810 && (model != RtxModel.RTX1210 || firmware.atLeast("14.01.20"));
    }

    /** The old command; newer models name a tunnel with {@code description tunnel}. */
    public boolean tunnelName() {
        return model == RtxModel.RTX810;
    }

    public int columnsMax() {
        return switch (model) {
            case RTX810 -> 200;
            case RTX1210 -> firmware.atLeast("14.01.35") ? 4096 : 200;
            case RTX830 -> firmware.atLeast("15.02.14") ? 4096 : 200;
            case RTX1220, RTX1300, VRX -> 4096;
        };
    }

    /** {@code en.ascii ja.sjis …} instead of {@code ascii sjis …}; §1.6. */
    public boolean dottedCharsets() {
        return model != RtxModel.RTX810;
    }

    public boolean publicKeys() {
        return since("14.01.35", "15.02.14");
    }

    /** {@code user attribute administrator=2|1|off} instead of {@code on|off}; §1.1. */
    public boolean threeAdministratorLevels() {
        return model == RtxModel.RTX1300;
    }

    /** Exactly one copyright line in the banner, and passwords kept encrypted. */
    public boolean modern() {
        return model != RtxModel.RTX810;
    }

    /** {@code anti-replay-check} is off unless said otherwise; §4.3. */
    public boolean antiReplayOffByDefault() {
        return model == RtxModel.RTX1300;
    }

    /** The MTU block of {@code show status tunnel}; §3.3. */
    public boolean tunnelMtuShown() {
        return model == RtxModel.RTX1300 || model == RtxModel.VRX;
    }

    /** {@code show sshd host key} instead of {@code show sshd public key}; §1.2. */
    public boolean showHostKey() {
        return publicKeys();
    }

    /** Four digits in {@code tun[0001]esp}; the article's RTX810 prints three; §3.4. */
    public boolean wideSaList() {
        return model != RtxModel.RTX810;
    }

    /** {@code $NAME} and {@code echo}; §1.4. */
    public boolean variables() {
        return since("14.01.26", "15.02.03");
    }

    /** {@code sshd auth method} exists where public keys do. */
    public boolean authMethod() {
        return publicKeys();
    }

    /** {@code restart [exec [config]]}, else {@code restart [config]}; §5.1. */
    public boolean restartTakesFirmware() {
        return model == RtxModel.RTX1210 || model == RtxModel.RTX1220 || model == RtxModel.RTX1300;
    }

    /** Volume lifetimes default to 2,000,000 KB on newer firmware and end at 100,000 on older; the RTX810's is older; §4.3. */
    public int lifetimeKilobytesMax() {
        boolean newer = switch (model) {
            case RTX810 -> false;
            case RTX1210 -> firmware.atLeast("14.01.42");
            case RTX830 -> firmware.atLeast("15.02.27");
            case RTX1220 -> firmware.atLeast("15.04.05");
            case RTX1300, VRX -> true;
        };
        return newer ? 2_000_000 : 100_000;
    }

    /** What {@code ip tunnel tcp mss limit} is when nothing was typed; §4.2. */
    public boolean mssAutoByDefault() {
        return since("14.01.26", "15.02.03");
    }

    public String revision() {
        return model.printed() + " Rev." + firmware + " (" + model.built() + ")";
    }
}
