package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RtxSimulatorFirstContactTest {
    @Test
    void aUserLogsInElevatesConfiguresAndSaves() throws IOException, InterruptedException {
        try (RtxSimulator router = RtxSimulator.builder(RtxModel.RTX1220)
                        .user("admin", "secret")
                        .administratorPassword("top")
                        .charset(ConsoleCharset.ASCII)
                        .build()
                        .start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            assertThat(ssh.until("> ")).contains("RTX1220 Rev.15.04.07");
            ssh.elevate("top");
            assertThat(ssh.run("console columns 200")).isEmpty();
            assertThat(ssh.run("tunnel select 1")).isEmpty();
            assertThat(ssh.run("ipsec tunnel 1")).isEmpty();
            assertThat(ssh.run("ipsec sa policy 1 1 esp aes256-cbc sha256-hmac"))
                    .isEmpty();
            assertThat(ssh.run("ipsec ike version 1 2")).isEmpty();
            assertThat(ssh.run("tunnel enable 1")).isEmpty();
            assertThat(ssh.run("show config tunnel 1")).isEqualTo("""
                tunnel select 1\r
                 ipsec tunnel 1\r
                  ipsec sa policy 1 1 esp aes256-cbc sha256-hmac\r
                  ipsec ike version 1 2\r
                 tunnel enable 1\
                """);
            assertThat(ssh.run("save")).isEqualTo("Saving ... CONFIG0 Done .");
            assertThat(router.savedConfig()).isEqualTo(router.runningConfig());
        }
    }
}
