package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Masks;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.AppliedLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No way out for a secret in somebody else's line, whichever command holds it: a condition, a log, a diagnosis. */
class CommandSecretsTest {
    private static final RtxConfig EMPTY = RtxConfig.parse("", 0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail server smtp 1 smtp.example.jp port=587 smtp-auth user himitsu01 plain",
                "mail server smtp 1 smtp.example.jp smtp-auth user \"himitsu01 x\" smtps",
                "mail server pop 1 pop.example.jp port=110 pop3 user himitsu01",
                "mail server pop 1 pop.example.jp apop user himitsu01",
                "snmp host 192.0.2.1 himitsu01",
                "snmp host any himitsu01 himitsu02",
                "snmp trap host 192.0.2.1 himitsu01",
                "snmp community read-only himitsu01",
                "snmp trap community himitsu01",
                "snmpv2c host lan1 himitsu01",
                "snmpv2c trap host 192.0.2.1 inform himitsu01",
                "snmpv2c community read-write himitsu01",
                "snmpv3 usm user 1 mon group 2 sha himitsu01 aes128-cfb himitsu02",
                "pp auth myname user himitsu01",
                "pp auth username user himitsu01 myname me himitsu02 192.168.100.10",
                "wan auth myname au@au-win.ne.jp himitsu01",
                "auth user 1 user himitsu01",
                "radius secret himitsu01",
                "login user user himitsu01",
                "login user user encrypted himitsu01",
                "login password encrypted himitsu01",
                "administrator password himitsu01",
                "ex-license password himitsu01",
                "register ex-license password himitsu01",
                "vrx user user himitsu01",
                "heartbeat pre-shared-key himitsu01",
                "heartbeat2 transmit 1 crypto himitsu01 auth himitsu02 192.0.2.1",
                "heartbeat2 receive 1 crypto himitsu01 auth himitsu02",
                "heartbeat2 receive 1 auth himitsu01",
                "ip lan1 vrrp 1 192.168.100.254 priority=200 auth=himitsu01",
                "ipv6 lan1 vrrp 1 fe80::1 priority=200 auth=himitsu01",
                "ip lan1 rip auth key text himitsu01",
                "ip lan1 rip auth key text \"himitsu01 x\"",
                "ip lan1 ospf area backbone hello-interval=5 authkey=himitsu01",
                "ip lan1 ospf area backbone md5key=\"1,himitsu01\"",
                "ospf virtual-link 1.2.3.4 0.0.0.1 authkey=himitsu01",
                "pki certificate file 1 c.p12 pkcs12 himitsu01",
                "external-memory config filename usb1:config.rtfg 0 himitsu01",
                "external-memory config filename *:config.rtfg,*:config.txt himitsu01",
                "external-memory syslog filename usb1:log.rtfg aes128 himitsu01 limit=10",
                "external-memory syslog filename usb1:log.rtfg crypto aes128 himitsu01 limit=10",
                "external-memory statistics filename prefix x aes256 himitsu01",
                "syslog file aes256 himitsu01 name=log.rtfg",
                "syslog file crypto aes256 himitsu01 name=log.rtfg",
                "syslog mount-server filename smb1:log.rtfg aes128 himitsu01",
                "ipsec ike pre-shared-key 1 text himitsu01",
                "ipsec ike pre-shared-key 1 himitsu01",
                "ipsec ike eap myname 1 name himitsu01",
                "ipsec ike xauth myname 1 name himitsu01",
                "ipsec ike license-key 1 himitsu01-10-hijklmno",
                "bgp neighbor pre-shared-key 1 text himitsu01",
                "l2tp tunnel auth on himitsu01",
                "cloud vpn parameter 1 himitsu01 himitsu02 vpn-01234567",
                "tunnel hb46pp auth myname user himitsu01",
                "yno access code operator himitsu01",
                "yno zero-config 1 text operator place himitsu01",
                "sip server 1 sip.example.jp register udp sip:user@sip.example.jp user himitsu01",
                "ngn radius auth password himitsu01",
                "mobile pin code usb1 himitsu01",
                "httpd custom-gui api password himitsu01",
                "sshd host key generate bit=2048 himitsu01 himitsu02 himitsu03",
                "copy config 0 usb1:config.rtfg aes256 himitsu01",
                "mount smb1 username=u password=himitsu01",
                "alias x=\"ipsec ike pre-shared-key 1 text himitsu01\"",
                "schedule at 1 */* 12:00 * ipsec ike pre-shared-key 1 text himitsu01",
            })
    void noSecretOfAKnownCommandIsToldAnywhere(String line) {
        String masked = ConfigLine.read(Context.global(), line).masked();
        String condition = new UnsavedLines(EMPTY, RtxConfig.parse(line, 0))
                .foreign(AppliedLines.NONE)
                .toString();
        for (String told : new String[] {
            masked,
            condition,
            LogMasking.mask("'operator' ran: " + line),
            Masks.mask(line),
            Masks.mask("[CMD] " + line),
        }) {
            assertThat(told).doesNotContain("himitsu").contains(Secret.MASK);
        }
        assertThat(masked).startsWith(line.substring(0, line.indexOf(' ')));
        assertThat(CommandSecrets.mayBeIn(line)).isTrue();
    }

    @Test
    void whatStandsBesideASecretStays() {
        assertThat(ConfigLine.read(Context.global(), "ip lan1 ospf area backbone authkey=himitsu01")
                        .masked())
                .isEqualTo("ip lan1 ospf area backbone authkey=********");
        assertThat(ConfigLine.read(Context.global(), "snmpv2c trap host 192.0.2.1 inform himitsu01")
                        .masked())
                .isEqualTo("snmpv2c trap host 192.0.2.1 inform ********");
        assertThat(Masks.mask("mail server smtp 1 smtp.example.jp smtp-auth user himitsu01 plain"))
                .isEqualTo("mail server smtp 1 smtp.example.jp smtp-auth user ******** plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipsec ike license-key use 1 on",
                "ipsec ike eap request 1 on 1",
                "ipsec ike local name 1 himitsu key-id",
                "auth user group 1 1 2",
                "l2tp tunnel auth off",
                "ip lan1 vrrp 1 192.168.100.254 priority=200",
                "syslog host 192.168.100.2",
                "external-memory config filename off",
                "snmp trap host 192.0.2.1",
                "sip server display name 1 me",
                "heartbeat2 transmit enable 1",
            })
    void whatIsNoSecretIsTold(String line) {
        assertThat(ConfigLine.read(Context.global(), line).masked()).isEqualTo(line);
        assertThat(LogMasking.mask(line)).isEqualTo(line);
        assertThat(Masks.mask(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wlan ap security himitsu01",
                "lbo server login user1 himitsu01",
                "ip lan1 wps himitsu01",
            })
    void ofACommandThatNobodyKnowsOnlyTheBeginningIsInAConditionAsItMayHoldASecret(String line) {
        String name = String.join(" ", Words.split(line).subList(0, 3));
        assertThat(new UnsavedLines(EMPTY, RtxConfig.parse(line, 0)).foreign(AppliedLines.NONE))
                .containsExactly("not saved: " + name + " …");
        assertThat(new UnsavedLines(RtxConfig.parse(line, 0), EMPTY).foreign(AppliedLines.NONE))
                .containsExactly("only saved: " + name + " …");
    }
}
