package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One router: how to reach it and what may be written there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterSpec(
        RouterDriver driver,
        @Nullable String model,
        @Nullable String firmware,
        @Required String address,
        Integer port,
        @Required NameRef credentialsSecretRef,
        @Required HostKey hostKey,
        SshAlgorithms sshAlgorithms,
        List<Link> links,
        Numbers numbers,
        Commit commit,
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
