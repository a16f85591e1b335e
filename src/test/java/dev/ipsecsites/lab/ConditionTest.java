package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void readyCountsOnlyForTheSpecificationThatIsThereNow() {
        assertThat(Condition.isReady(site(2, 2, "True"))).isTrue();
        assertThat(Condition.isReady(site(3, 2, "True"))).isFalse();
        assertThat(Condition.isReady(site(2, 2, "False"))).isFalse();
    }

    @Test
    void aResourceThatNobodyHasLookedAtIsNotReady() {
        var untouched = Serialization.unmarshal("""
                apiVersion: ipsec-sites.dev/v1alpha1
                kind: CatoSite
                metadata: { name: osaka, generation: 1 }
                """, GenericKubernetesResource.class);

        assertThat(Condition.isReady(untouched)).isFalse();
        assertThat(Condition.of(untouched)).isEmpty();
    }

    @Test
    void isASentenceForAPerson() {
        assertThat(Condition.ready(site(1, 1, "False")))
                .map(Condition::sentence)
                .hasValue("not Ready (TunnelsDown): no tunnel is up");
    }

    private static GenericKubernetesResource site(int generation, int observed, String ready) {
        return Serialization.unmarshal("""
                apiVersion: ipsec-sites.dev/v1alpha1
                kind: CatoSite
                metadata: { name: osaka, generation: %d }
                status:
                  observedGeneration: %d
                  conditions:
                  - { type: Ready, status: "%s", reason: TunnelsDown, message: no tunnel is up }
                """.formatted(generation, observed, ready), GenericKubernetesResource.class);
    }
}
