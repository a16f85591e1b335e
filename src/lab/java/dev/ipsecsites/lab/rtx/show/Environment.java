package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code show environment}, {@code show copyright} and the banner (yamaha-rtx.md §1.7, §3.2). */
public final class Environment {
    private Environment() {}

    public static List<String> of(Router router, boolean japanese) {
        RtxModel model = router.profile().model();
        List<String> out = new ArrayList<>();
        if (model != RtxModel.VRX) {
            out.add(model.printed() + " BootROM Ver. 1.03");
            out.add(model.printed() + " FlashROM Table Ver. 1.00");
        }
        out.add(router.profile().revision());
        out.add("  main:  " + router.hardwareLine());
        out.add("CPU:   2%(5sec)   1%(1min)   1%(5min)    " + (japanese ? "メモリ" : "Memory") + ": 16% used");
        out.add((japanese ? "パケットバッファ:" : "Packet-buffer:") + "   0%(small)   0%(middle)   5%(large)   0%(huge) used");
        out.addAll(files(router, japanese));
        out.add((japanese ? "シリアルボーレート: " : "Serial Baudrate: ") + "9600");
        out.addAll(times(router, japanese));
        out.add((japanese ? "セキュリティクラス: " : "Security Class: ") + security(router));
        out.add((japanese ? "筐体内温度(℃): " : "Inside Temperature(C.): ") + "42");
        return out;
    }

    private static List<String> files(Router router, boolean japanese) {
        String running = "config" + router.runningSlot();
        String boot = "config" + router.flash().boot();
        return japanese
                ? List.of("実行中ファームウェア: exec0  実行中設定ファイル: " + running, "デフォルトファームウェア: exec0  デフォルト設定ファイル: " + boot)
                : List.of(
                        "Firmware: exec0  Config. file: " + running,
                        "Default firmware: exec0  Default config. file: " + boot);
    }

    private static List<String> times(Router router, boolean japanese) {
        Instant now = router.clock().instant();
        Duration up = Duration.between(router.booted(), now);
        String clock = "%02d:%02d:%02d".formatted(up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart());
        return japanese
                ? List.of(
                        "起動時刻: " + Units.stamp(router.booted()) + " +09:00",
                        "現在の時刻: " + Units.stamp(now) + " +09:00",
                        "起動からの経過時間: " + up.toDays() + "日 " + clock)
                : List.of(
                        "Boot time: " + Units.stamp(router.booted()) + " +09:00",
                        "Current time: " + Units.stamp(now) + " +09:00",
                        "Elapsed time from boot: " + up.toDays() + "days " + clock);
    }

    private static String security(Router router) {
        List<String> words = router.running()
                .find(Context.GLOBAL, "security class")
                .map(l -> l.value())
                .orElse(List.of("1", "on", "off"));
        String telnet = words.size() > 2 ? words.get(2) : "off";
        return words.get(0) + ", FORGET: " + words.get(1).toUpperCase(Locale.ROOT) + ", TELNET: "
                + telnet.toUpperCase(Locale.ROOT);
    }

    /** What a login sees first. */
    public static List<String> banner(Router router) {
        List<String> out = new ArrayList<>();
        out.add("");
        out.add(router.profile().revision());
        out.addAll(copyright(router));
        if (router.profile().modern()) {
            out.add("To display the software copyright statement, use 'show copyright' command.");
        }
        out.add(String.join(", ", router.macs()));
        RtxModel model = router.profile().model();
        out.add("Memory " + model.memoryMegabytes() + "Mbytes, " + model.lans() + "LAN" + model.extraPorts());
        return out;
    }

    public static List<String> copyright(Router router) {
        String years = router.profile().modern() ? "1994-2025" : "1994-2019";
        return List.of("  Copyright (c) " + years + " Yamaha Corporation. All Rights Reserved.");
    }
}
