package io.jubernetes.testing.laws;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers are compiled (law 6): who may know whom, and where the large libraries may be seen. */
@Timeout(120)
class LayersTest {

    private static final String OURS = "io.jubernetes.";

    /** The modules that a module may use; every module may use itself. Launcher, testing and bench may use all. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "kvstore", List.of(),
            "apimachinery", List.of(),
            "transport", List.of("apimachinery"),
            "client", List.of("apimachinery"),
            "apiserver", List.of("apimachinery", "kvstore", "transport"),
            "scheduler", List.of("apimachinery", "client"),
            "controllers", List.of("apimachinery", "client"),
            "kubelet", List.of("apimachinery", "client", "transport"),
            "proxy", List.of("apimachinery", "client"),
            "cli", List.of("apimachinery", "client", "transport"));

    private static JavaClasses production;

    @BeforeAll
    static void importClasses() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jubernetes");
        assertThat(production.size()).as("classes found").isGreaterThan(100);
    }

    static Stream<String> modules() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyTheModulesBelowIt(String module) {
        String[] forbidden = Stream.concat(MAY_USE.keySet().stream(), Stream.of("jube", "testing", "bench"))
                .filter(other -> !other.equals(module)
                        && !MAY_USE.getOrDefault(module, List.of()).contains(other))
                .map(other -> OURS + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(OURS + module + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden))
                .check(production);
    }

    record Library(String packages, List<String> mayBeSeenIn) {}

    static Stream<Library> libraries() {
        return Stream.of(
                new Library("org.rocksdb..", List.of("io.jubernetes.kvstore.rocks..", "io.jubernetes.bench..")),
                // the CLI's class path has neither Netty nor Bouncy Castle, but transport's other packages
                new Library("io.etcd..", List.of("io.jubernetes.kvstore.etcd..", "io.jubernetes.bench..")),
                new Library(
                        "io.netty..", List.of("io.jubernetes.transport.server..", "io.jubernetes.transport.grpc..")),
                new Library(
                        "io.jubernetes.cri..", List.of("io.jubernetes.cri..", "io.jubernetes.kubelet.runtime.cri..")),
                new Library("org.bouncycastle..", List.of("io.jubernetes.transport.pki..")),
                new Library(
                        "dev.cel..", List.of("io.jubernetes.apiserver.cel..", "io.jubernetes.apiserver.schemarule..")),
                new Library("picocli..", List.of("io.jubernetes.cli..", "io.jubernetes.jube..")),
                new Library(
                        "io.jubernetes.apimachinery.simulation..",
                        List.of("io.jubernetes.apimachinery.simulation..", "io.jubernetes.testing..")));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryIsSeenOnlyWhereItBelongs(Library library) {
        noClasses()
                .that(com.tngtech.archunit.base.DescribedPredicate.not(
                        resideInAnyPackage(library.mayBeSeenIn().toArray(String[]::new))))
                .should()
                .dependOnClassesThat(resideInAPackage(library.packages()))
                .check(production);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(production);
        List<String> unmarked = Sources.javaFiles().stream()
                .map(file -> file.getParent())
                .filter(directory -> directory.toString().contains("src/main"))
                .distinct()
                .filter(directory ->
                        !directory.resolve("package-info.java").toFile().exists())
                .map(Sources::name)
                .toList();
        assertThat(unmarked).as("packages without package-info.java").isEmpty();
    }
}
