package io.jubernetes.testing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What get, describe and their like print. */
@Timeout(60)
class LookingTest {

    private final CliContext cli = new CliContext();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void nothingFoundIsNoError() {
        CliContext.Result result = cli.run("get", "pods");
        assertThat(result).isEqualTo(new CliContext.Result(0, "", "No resources found in default namespace.\n"));
        assertThat(cli.run("get", "pods", "-A").err()).isEqualTo("No resources found\n");
    }

    @Test
    void whatIsNotThereIsNamedOneByOne() {
        CliContext.Result result = cli.run("get", "pod", "a", "b");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("""
                Error from server (NotFound): pods "a" not found
                Error from server (NotFound): pods "b" not found
                """);
        assertThat(cli.run("get", "nonsense").err())
                .isEqualTo("error: the server doesn't have a resource type \"nonsense\"\n");
    }

    @Test
    void columnsAndOrderAsAsked() {
        cli.run("create", "cm", "web-10", "--from-literal=k=1");
        cli.run("create", "cm", "web-2", "--from-literal=k=2");
        String columns = "custom-columns=NAME:.metadata.name,K:.data.k,NO:.data.none";
        assertThat(cli.run("get", "cm", "--sort-by=.metadata.name", "-o", columns)
                        .out())
                .isEqualTo("""
                NAME     K     NO
                web-2    2     <none>
                web-10   1     <none>
                """);
        assertThat(cli.run("get", "cm", "-o", "name").out()).isEqualTo("configmap/web-10\nconfigmap/web-2\n");
    }

    @Test
    void longListsComeInChunksAndWhole() {
        for (int i = 0; i < 7; i++) {
            cli.run("create", "cm", "c" + i);
        }
        assertThat(cli.run("get", "cm", "--chunk-size=3", "--no-headers").out().lines())
                .hasSize(7);
        assertThat(cli.run("get", "cm", "--chunk-size=3", "-o", "name").out().lines())
                .hasSize(7);
    }

    @Test
    void aSecretIsDescribedWithoutItsSecrets() {
        cli.run("create", "secret", "generic", "s", "--from-literal=key=hidden");
        String text = cli.run("describe", "secret", "s").out();
        assertThat(text).contains("Type:  Opaque", "key:  6 bytes").doesNotContain("hidden");
    }

    @Test
    void describedByTheBeginningOfTheName() {
        cli.run("create", "cm", "settings-1", "--from-literal=a=b");
        assertThat(cli.run("describe", "cm", "sett").out()).startsWith("Name:         settings-1\n");
        assertThat(cli.run("describe", "cm", "other").exit()).isEqualTo(1);
    }

    @Test
    void wrongUsageEndsWithTwoAndAHint() {
        CliContext.Result flag = cli.run("get", "--bogus");
        assertThat(flag.exit()).isEqualTo(2);
        assertThat(flag.err()).startsWith("error: unknown flag: --bogus\nSee 'jubectl get --help'");
        CliContext.Result verb = cli.run("gte", "pods");
        assertThat(verb.exit()).isEqualTo(2);
        assertThat(verb.err()).contains("unknown command \"gte\"", "Did you mean this?\n\tget\n");
    }

    @Test
    void everyVerbHasHelp() {
        assertThat(cli.run("--help").out()).contains("describe", "rollout", "api-resources");
        assertThat(cli.run("rollout", "undo", "-h").out()).contains("--to-revision");
    }

    @Test
    void resourcesOfAGroup() {
        assertThat(cli.run("api-resources", "--api-group=apps", "-o", "name").out())
                .isEqualTo("""
                controllerrevisions.apps
                daemonsets.apps
                deployments.apps
                replicasets.apps
                statefulsets.apps
                """);
    }
}
