package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One router: how to reach it and what may be written there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.links) || self.links.all(a, self.links.exists_one(b, b.interface == a.interface))",
        message = "two links have the same interface: give each interface one name",
        fieldPath = ".links")
public record RouterSpec(
        @JsonPropertyDescription("Family of the router. Default YamahaRTX.") @Default("YamahaRTX")
        RouterDriver driver,

        @JsonPropertyDescription(
                "Model, such as RTX1300. Optional: read from the router. Needed offline (render, plan); a"
                        + " different model found stops everything.")
        @Size(min = 1, max = 32)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9 ._-]*[A-Za-z0-9])?$")
        @Nullable
        String model,

        @JsonPropertyDescription(
                "Firmware revision, such as Rev.23.00.17. Optional: read from the router; a different one"
                        + " found stops everything.")
        @Size(max = 64)
        @Pattern("^Rev\\.[0-9]+\\.[0-9]+\\.[0-9]+$")
        @Nullable
        String firmware,

        @JsonPropertyDescription("Address or host name for SSH, best one that is reached without the tunnels.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value =
                        "isIP(self) || "
                                + "self.matches('^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$')",
                message = "address must be an IP address or a host name, without port: the port has a field of its own")
        String address,

        @JsonPropertyDescription("TCP port of SSH. Default 22.") @Min(1) @Max(65535) @Default("22")
        Integer port,

        @JsonPropertyDescription("Secret with username, password and/or privateKey (and passphrase), and "
                + "administratorPassword. It needs the label ipsec-sites.dev/credentials: \"true\".")
        @Required
        NameRef credentialsSecretRef,

        @JsonPropertyDescription("How the router proves that it is the router: fingerprint or trustOnFirstUse.")
        @Required
        HostKey hostKey,

        @JsonPropertyDescription("Default: current algorithms. Legacy adds diffie-hellman-group1/14-sha1 and ssh-rsa, "
                + "which old firmware such as the RTX810's needs. Default Default.")
        @Default("Default")
        SshAlgorithms sshAlgorithms,

        @JsonPropertyDescription("WAN interfaces of the router; the first is the default of the tunnels.")
        @Required
        @Size(min = 1, max = 8)
        List<Link> links,

        @JsonPropertyDescription("Numbers that the operator may use; nothing else is ever written.") @Default("{}")
        Numbers numbers,

        @JsonPropertyDescription("How changes are verified and kept.") @Default("{}")
        Commit commit,

        @JsonPropertyDescription(ManagementPolicy.EXPLAINED) @Default("Enforce")
        ManagementPolicy managementPolicy) {

    public RouterSpec {
        driver = Values.or(driver, RouterDriver.YAMAHA_RTX);
        port = Values.or(port, 22);
        sshAlgorithms = Values.or(sshAlgorithms, SshAlgorithms.DEFAULT);
        links = Values.list(links);
        numbers = Values.or(numbers, Numbers.DEFAULT);
        commit = Values.or(commit, Commit.DEFAULT);
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
