package dev.ipsecsites.cli.diagnose;

/** Files of the article's site as people have them; the primary fails in most of them. */
final class Samples {
    static final String KEY = "Tr0ub4dorAndThree";
    static final String OTHER_KEY = "CorrectHorse99Battery";
    static final String PPP_PASSWORD = "isp-pass-4711";

    static final String TIMELINE = """
        time,tunnel,message
        2024-01-29T09:38:23Z,PRIMARY1,"DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1"
        2024-01-29T09:38:33Z,PRIMARY1,"DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1"
        """;

    static final String CONFIG = """
        # RTX1300 Rev.23.00.17 (Fri Oct  3 10:12:33 2025)
        # MAC Address : ac:44:f2:13:cc:00 - ac:44:f2:13:cc:07
        # Reporting Date: Jan 29 18:40:11 2024
        administrator password encrypted *
        console character ja.utf8
        timezone jst
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        ip route 203.0.113.20 gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         pppoe use lan2
         pp auth myname site@isp.example.jp %s
         ip pp secure filter in 100 101 102 103
         pp enable 1
        tunnel select 1
         description tunnel 東京
         ipsec tunnel 1
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike version 1 2
          ipsec ike encryption 1 aes256-cbc
          ipsec ike group 1 modp2048
          ipsec ike hash 1 sha256
          ipsec ike local address 1 198.51.100.20
          ipsec ike local name 1 198.51.100.20 ipv4-addr
          ipsec ike pre-shared-key 1 text %s
          ipsec ike proposal-limitation 1 on
          ipsec ike remote address 1 203.0.113.10
          ipsec ike remote name 1 203.0.113.10 ipv4-addr
         ip tunnel tcp mss limit auto
         tunnel enable 1
        tunnel select 2
         description tunnel ロンドン
         ipsec tunnel 2
          ipsec sa policy 2 2 esp aes256-cbc sha256-hmac
          ipsec ike version 2 2
          ipsec ike encryption 2 aes256-cbc
          ipsec ike group 2 modp2048
          ipsec ike hash 2 sha256
          ipsec ike local address 2 198.51.100.20
          ipsec ike local name 2 198.51.100.20 ipv4-addr
          ipsec ike pre-shared-key 2 text %s
          ipsec ike proposal-limitation 2 on
          ipsec ike remote address 2 203.0.113.20
          ipsec ike remote name 2 203.0.113.20 ipv4-addr
         ip tunnel tcp mss limit auto
         tunnel enable 2
        ip filter 100 pass 203.0.113.10 198.51.100.20 esp * *
        ip filter 101 pass 203.0.113.10 198.51.100.20 udp * 500
        ip filter 102 pass 203.0.113.20 198.51.100.20 esp * *
        ip filter 103 pass 203.0.113.20 198.51.100.20 udp * 500
        ipsec auto refresh on
        syslog info on
        """.formatted(PPP_PASSWORD, KEY, OTHER_KEY);

    static final String SA = """
        Total: isakmp:1 send:1 recv:1

        sa    sgw isakmp connection    dir  life[s] remote-id
        ----------------------------------------------------------------------------
        2     2    -     ike           -    18598   203.0.113.20
        3     2    2     tun[0002]esp  send 2398    203.0.113.20
        4     2    2     tun[0002]esp  recv 2398    203.0.113.20
        """;

    static final String TUNNEL_JA = """
        # show status tunnel 1
        TUNNEL[1]:
        説明: 東京
          インタフェースの種類: IPsec
          トンネルインタフェースは一度も接続されていません
        # show status tunnel 2
        TUNNEL[2]:
        説明: ロンドン
          インタフェースの種類: IPsec
          トンネルインタフェースは接続されています
          開始: 2024/01/29 18:38:23
          通信時間: 21分6秒
          受信: (IPv4) 105 パケット [9660 オクテット]
          送信: (IPv4) 134 パケット [10872 オクテット]
        """;

    static final String LOG = """
        2024/01/29 18:38:20: PPPOE[01] PPPoE Connect
        2024/01/29 18:38:20: PP[01] PPP/IPCP up  (Local: 198.51.100.20, Remote: 192.0.2.254)
        2024/01/29 18:38:23: [IKE2] SA:2/IKE established
        2024/01/29 18:38:23: IP Tunnel[2] Up
        2024/01/29 18:39:00: Login succeeded for SSH: 192.168.100.2 admin
        2024/01/29 18:39:01: 'administrator' succeeded for SSH: admin
        """;

    static final String MANIFEST = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: Router
        metadata: { name: osaka-rtx, namespace: network }
        spec:
          model: RTX1300
          address: 192.168.100.1
          credentialsSecretRef: { name: osaka-rtx }
          hostKey: { trustOnFirstUse: true }
          links: [ { name: WAN1, interface: pp1 } ]
          numbers: { tunnels: 1-6, filters: 90000-90999 }
        ---
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: CatoSite
        metadata: { name: osaka, namespace: network }
        spec:
          accountRef: { name: main }
          routerRef: { name: osaka-rtx }
          location: { countryCode: JP, city: Osaka, timezone: Asia/Tokyo }
          nativeRange: 192.168.100.0/24
          publicAddress: 198.51.100.20
          primary:
            popLocation: Tokyo
            allocatedAddress: 203.0.113.10
            tunnels: [ { tunnelNumber: 1 } ]
          secondary:
            popLocation: London
            allocatedAddress: 203.0.113.20
            tunnels: [ { tunnelNumber: 2 } ]
          proposal:
            ike: { encryption: AES-CBC-256, prf: SHA2-256, integrity: SHA2-256, dhGroup: 14 }
            child: { encryption: AES-CBC-256, integrity: SHA2-256, pfsGroup: None }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: osaka-psk, namespace: network }
        stringData: { primary: %s }
        """.formatted(KEY);

    static final String TECHINFO =
            "# show environment\nRTX1300 BootROM Ver. 1.03\nRTX1300 Rev.23.00.17 (Fri Oct  3 10:12:33 2025)\n"
                    + "Current time: 2024/01/29 18:40:11 +09:00\n\n# show config\n" + CONFIG + "\n# show ipsec sa\n"
                    + SA + "\n" + TUNNEL_JA
                    + "\n# show log\n" + LOG;

    private Samples() {}
}
