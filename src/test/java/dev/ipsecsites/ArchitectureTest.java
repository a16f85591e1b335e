package dev.ipsecsites;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Which package may know which (DESIGN §7), and that nothing keeps state outside of objects. */
@AnalyzeClasses(locations = ArchitectureTest.MainAndLab.class, importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
    private static final String OURS = "dev.ipsecsites..";
    private static final String API = "dev.ipsecsites.api..";
    private static final String IPSEC = "dev.ipsecsites.ipsec..";
    private static final String CATO = "dev.ipsecsites.cato..";
    private static final String ROUTER = "dev.ipsecsites.router..";
    private static final String TEXT = "dev.ipsecsites.text..";
    private static final String DIAGNOSIS = "dev.ipsecsites.diagnosis..";
    private static final String OPERATOR = "dev.ipsecsites.operator..";
    private static final String CLI = "dev.ipsecsites.cli..";
    private static final String LAB = "dev.ipsecsites.lab..";

    @ArchTest
    static final ArchRule apiKnowsNothingOfOurs = onlyKnows(API);

    @ArchTest
    static final ArchRule ipsecKnowsNothingOfOurs = onlyKnows(IPSEC);

    @ArchTest
    static final ArchRule textKnowsNothingOfOurs = onlyKnows(TEXT);

    @ArchTest
    static final ArchRule catoKnowsOnlyIpsec = onlyKnows(CATO, IPSEC);

    @ArchTest
    static final ArchRule routerKnowsOnlyIpsec = onlyKnows(ROUTER, IPSEC);

    @ArchTest
    static final ArchRule diagnosisKnowsNeitherTheClusterNorTheOperator =
            onlyKnows(DIAGNOSIS, IPSEC, CATO, ROUTER).allowEmptyShould(true);

    @ArchTest
    static final ArchRule operatorDoesNotKnowTheCommandLineNorTheLab = noClasses()
            .that()
            .resideInAPackage(OPERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, LAB);

    /** Two independent readings of the references are the point: the lab shares no code with what it tests. */
    @ArchTest
    static final ArchRule labKnowsNothingOfTheOperatorsCode = onlyKnows(LAB);

    @ArchTest
    static final ArchRule nothingShippedKnowsTheLab = noClasses()
            .that()
            .resideOutsideOfPackage(LAB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LAB);

    @ArchTest
    static final ArchRule theTwoSimulatorsMeetOnlyOnTheWire = noClasses()
            .that()
            .resideInAPackage("dev.ipsecsites.lab.cma..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ipsecsites.lab.rtx..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theRouterSimulatorDoesNotKnowCato = noClasses()
            .that()
            .resideInAPackage("dev.ipsecsites.lab.rtx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ipsecsites.lab.cma..")
            .allowEmptyShould(true);

    /** Pure values and functions: tables test them, in milliseconds. */
    @ArchTest
    static final ArchRule ipsecAndDiagnosisDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(IPSEC, DIAGNOSIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.net.http..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "io.fabric8..",
                    "io.javaoperatorsdk..",
                    "okhttp3..",
                    "org.apache.sshd..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule packagesDependInOneDirection =
            slices().matching("dev.ipsecsites.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingWaitsByTheClockInProduction = noClasses()
            .that()
            .resideOutsideOfPackage(LAB)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class);

    @ArchTest
    static final ArchRule staticFieldsHoldConstantsOnly = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(OURS)
            .should(beConstants());

    private static ArchRule onlyKnows(String from, String... others) {
        var allowed = new ArrayList<>(List.of(others));
        allowed.add(from);
        return classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage(OURS)
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))));
    }

    private static ArchCondition<JavaField> beConstants() {
        return new ArchCondition<>("be constants") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    return;
                }
                if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can be assigned"));
                } else if (holdsState(field)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                }
            }
        };
    }

    private static boolean holdsState(JavaField field) {
        var type = field.getRawType();
        if (type.isArray()
                || type.isAssignableTo(Executor.class)
                || type.isAssignableTo(Lock.class)
                || type.isAssignableTo(ThreadLocal.class)
                || (type.isAssignableTo(RandomGenerator.class) && !type.isAssignableTo(SecureRandom.class))
                || type.getPackageName().equals("java.util.concurrent.atomic")) {
            return true;
        }
        return (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) && !unmodifiable(field);
    }

    /** The declared type of a collection does not tell whether it can change: the class of the value does. */
    private static boolean unmodifiable(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            var value = reflected.get(null);
            var name = value.getClass().getName();
            return name.startsWith("java.util.ImmutableCollections$")
                    || name.startsWith("java.util.Collections$Unmodifiable")
                    || name.startsWith("java.util.Collections$Empty")
                    || name.startsWith("java.util.Collections$Singleton");
        } catch (IllegalAccessException e) {
            throw new AssertionError("cannot look into " + field.getFullName(), e);
        }
    }

    /** The operator, and of what is compiled with the tests only the lab. */
    static final class MainAndLab implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(
                    Location.of(Path.of("target", "classes")),
                    Location.of(Path.of("target", "test-classes", "dev", "ipsecsites", "lab")));
        }
    }

    /** Tests of the lab lie in its packages. */
    static final class NoTests implements ImportOption {
        private static final Pattern TEST = Pattern.compile(".*(Test|IT)(\\$.*)?\\.class");

        @Override
        public boolean includes(Location location) {
            return !location.matches(TEST);
        }
    }
}
