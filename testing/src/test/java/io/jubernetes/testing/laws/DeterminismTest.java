package io.jubernetes.testing.laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deterministic when asked (law 1): clocks, threads, timed waits and chance only through {@code Environment}. */
@Timeout(120)
class DeterminismTest {

    private static final Map<String, Set<String>> FORBIDDEN = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
            Map.entry("java.lang.Thread", Set.of("<init>", "sleep", "startVirtualThread", "ofVirtual", "ofPlatform")),
            Map.entry("java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil")),
            Map.entry("java.util.Timer", Set.of("<init>")));

    private static final DescribedPredicate<JavaAccess<?>> UNCONTROLLED =
            new DescribedPredicate<>("clocks, threads or chance; take them from Environment in the constructor") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    String owner = access.getTargetOwner().getName();
                    return owner.equals("java.util.concurrent.Executors")
                            || FORBIDDEN.getOrDefault(owner, Set.of()).contains(access.getName());
                }
            };

    @Test
    void onlyTheEnvironmentKnowsClocksThreadsAndChance() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jubernetes");
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.jubernetes.apimachinery.environment..",
                        "io.jubernetes.apimachinery.simulation..",
                        "io.jubernetes.bench..")
                .should()
                .accessTargetWhere(UNCONTROLLED)
                .check(production);
    }
}
