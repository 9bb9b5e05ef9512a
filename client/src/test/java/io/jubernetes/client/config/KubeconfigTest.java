package io.jubernetes.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class KubeconfigTest {

    @TempDir
    Path directory;

    private static final String WORK = """
            apiVersion: v1
            kind: Config
            current-context: work
            preferences: {}
            extensions: [{name: kept, extension: {x: 1}}]
            clusters:
            - name: c1
              cluster: {server: "https://one:6443/", certificate-authority: ca.crt}
            - name: shared
              cluster: {server: "https://first:1"}
            users:
            - name: u1
              user: {token: secret, as: someone, as-groups: [g1, g2]}
            contexts:
            - name: work
              context: {cluster: c1, user: u1, namespace: shop}
            """;

    private static final String HOME = """
            current-context: home
            clusters:
            - name: c2
              cluster: {server: "https://two", insecure-skip-tls-verify: true}
            - name: shared
              cluster: {server: "https://second:2"}
            users:
            - name: u2
              user: {username: me, password: pass}
            contexts:
            - {name: home, context: {cluster: c2, user: u2}}
            - {name: both, context: {cluster: shared, user: u2}}
            - {name: lost, context: {cluster: nowhere, user: u2}}
            """;

    @ParameterizedTest
    @CsvSource({
        // files in their order, current context, server of the shared cluster
        "'work,home', work, https://first:1",
        "'home,work', home, https://second:2",
        "'missing,home', home, https://second:2",
        "'empty,work,home', work, https://first:1",
        "'empty', '', ''",
        "'missing', '', ''",
    })
    void the_first_file_that_says_something_counts(String names, String current, String server) throws IOException {
        Files.writeString(directory.resolve("work"), WORK);
        Files.writeString(directory.resolve("home"), HOME);
        Files.writeString(directory.resolve("empty"), "");
        String list = String.join(
                ":",
                List.of(names.split(",")).stream()
                        .map(n -> directory.resolve(n).toString())
                        .toList());
        Kubeconfig config = KubeconfigPaths.locate(null, Map.of("KUBECONFIG", list), directory)
                .load();
        assertThat(config.currentContext()).isEqualTo(current);
        assertThat(config.find(Kubeconfig.Section.CLUSTERS, "shared")
                        .map(e -> e.value().path("server").asText())
                        .orElse(""))
                .isEqualTo(server);
    }

    @Test
    void the_flag_counts_before_the_variable_and_that_before_the_home_directory() {
        Path home = Path.of("/home/me");
        Map<String, String> variable = Map.of("KUBECONFIG", ":/a::/b:/a");
        assertThat(KubeconfigPaths.locate(Path.of("x"), variable, home))
                .isEqualTo(new KubeconfigPaths(List.of(Path.of("x")), true));
        assertThat(KubeconfigPaths.locate(null, variable, home).files()).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(KubeconfigPaths.locate(null, Map.of(), home).files())
                .containsExactly(Path.of("/home/me/.kube/config"));
    }

    @Test
    void a_file_named_by_the_flag_must_be_there() {
        assertThatThrownBy(() -> KubeconfigPaths.locate(directory.resolve("no"), Map.of(), directory)
                        .load())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no such file or directory");
    }

    @Test
    void a_context_leads_to_a_server_and_a_user() throws IOException {
        Path sub = Files.createDirectory(directory.resolve("sub"));
        Files.writeString(sub.resolve("ca.crt"), "the authority");
        ClientConfig work = ClientConfig.from(Kubeconfig.merge(List.of(load(sub, WORK), load(directory, HOME))), null);
        assertThat(work.server()).isEqualTo(URI.create("https://one:6443"));
        assertThat(work.namespace()).isEqualTo("shop");
        assertThat(work.tls().authority()).isEqualTo("the authority");
        assertThat(work.credentials()).isEqualTo(new Credentials.Token("secret"));
        assertThat(work.headers().all("impersonate-group")).containsExactly("g1", "g2");
        assertThat(work.toString()).doesNotContain("secret");

        ClientConfig home = ClientConfig.from(load(directory, HOME), "home");
        assertThat(home.tls().insecure()).isTrue();
        assertThat(home.namespace()).isEqualTo("default");
        assertThat(home.credentials()).isEqualTo(new Credentials.Basic("me", "pass"));
    }

    @Test
    void what_is_named_but_not_there_is_an_error_that_says_so() throws IOException {
        Kubeconfig config = load(directory, HOME);
        assertThatThrownBy(() -> ClientConfig.from(config, "none")).hasMessage("context \"none\" does not exist");
        assertThatThrownBy(() -> ClientConfig.from(config, "lost")).hasMessage("cluster \"nowhere\" does not exist");
        assertThatThrownBy(() -> ClientConfig.from(load(directory, WORK), null))
                .hasMessageContaining("unable to read certificate-authority");
        assertThatThrownBy(() -> load(directory, "a: [b")).hasMessageContaining("error loading config file");
        assertThatThrownBy(() -> load(directory, "- a")).hasMessageContaining("must be an object");
    }

    @Test
    void without_any_config_the_server_is_the_local_one() {
        assertThat(ClientConfig.from(Kubeconfig.empty(), null).server()).isEqualTo(URI.create("http://localhost:8080"));
    }

    @Test
    void embedded_data_counts_before_files() throws IOException {
        Kubeconfig config = load(directory, """
                current-context: x
                contexts: [{name: x, context: {cluster: x, user: x}}]
                clusters: [{name: x, cluster: {server: "https://x", certificate-authority: no, certificate-authority-data: YWJj}}]
                users: [{name: x, user: {client-certificate-data: Yw==, client-key-data: aw==, tokenFile: t, token: f}}]
                """);
        ClientConfig client = ClientConfig.from(config, null);
        assertThat(client.tls()).isEqualTo(new TlsSettings("abc", false, "c", "k"));
        assertThat(client.credentials()).isEqualTo(new Credentials.TokenFile(directory.resolve("t"), "f"));
    }

    @Test
    void a_local_socket_is_for_the_server_and_the_user_that_the_file_names() throws IOException {
        String text = """
                current-context: x
                contexts: [{name: x, context: {cluster: x, user: x}}]
                clusters: [{name: x, cluster: {server: "https://x"}}]
                users: [{name: x, user: {client-certificate-data: Yw==, client-key-data: aw==, %s extensions: [
                  {name: other, extension: {path: /no}},
                  {name: jubernetes.io/local-socket, extension: {path: run/api.sock}}]}}]
                """;
        ClientConfig config = ClientConfig.from(load(directory, text.formatted("")), null);
        Path socket = directory.resolve("run/api.sock");
        assertThat(config.localSocket()).isEqualTo(socket);
        assertThat(config.withNamespace("n").localSocket()).isEqualTo(socket);
        assertThat(config.withHeaders(Headers.of("impersonate-user", "u")).localSocket())
                .isEqualTo(socket);
        assertThat(config.withTls(TlsSettings.DEFAULT).localSocket()).isNull();
        assertThat(config.withServer(URI.create("https://y")).localSocket()).isNull();
        assertThat(config.withCredentials(new Credentials.Token("t")).localSocket())
                .isNull();
        assertThat(ClientConfig.from(load(directory, text.formatted("token: t,")), null)
                        .localSocket())
                .isNull();
    }

    @Test
    void writing_keeps_what_is_not_known_and_is_for_the_owner_only() throws IOException {
        Path file = directory.resolve("deep").resolve("config");
        ObjectNode cluster = new ObjectMapper().createObjectNode().put("server", "https://three");
        Kubeconfig changed = load(directory, WORK)
                .with(Kubeconfig.Section.CLUSTERS, "c3", cluster)
                .with(Kubeconfig.Section.CLUSTERS, "c1", cluster)
                .without(Kubeconfig.Section.USERS, "u1")
                .withCurrentContext("other");
        changed.write(file);
        Kubeconfig read = Kubeconfig.load(file);
        assertThat(read.toTree()).isEqualTo(changed.toTree());
        assertThat(read.currentContext()).isEqualTo("other");
        assertThat(read.entries(Kubeconfig.Section.CLUSTERS).stream().map(Kubeconfig.Entry::name))
                .containsExactly("c1", "shared", "c3");
        assertThat(read.entries(Kubeconfig.Section.USERS)).isEmpty();
        assertThat(read.toTree().at("/extensions/0/name").asText()).isEqualTo("kept");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_link_to_a_file_stays_a_link() throws IOException {
        Path real = directory.resolve("real");
        Files.writeString(real, HOME);
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Kubeconfig.load(link).withCurrentContext("both").write(link);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Kubeconfig.load(real).currentContext()).isEqualTo("both");
    }

    @Test
    void an_entry_is_changed_in_the_file_that_has_it() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), WORK);
        Path two = Files.writeString(directory.resolve("two"), HOME);
        KubeconfigPaths paths = new KubeconfigPaths(List.of(directory.resolve("none"), one, two), false);
        assertThat(paths.fileOf(Kubeconfig.Section.USERS, "u2")).isEqualTo(two);
        assertThat(paths.fileOf(Kubeconfig.Section.USERS, "new")).isEqualTo(one);
    }

    @Test
    void a_pod_is_told_by_its_node() throws IOException {
        Files.writeString(directory.resolve("ca.crt"), "ca");
        Files.writeString(directory.resolve("token"), "t");
        Files.writeString(directory.resolve("namespace"), "mine\n");
        Map<String, String> environment =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");
        assertThat(ClientConfig.isInCluster(environment, directory)).isTrue();
        ClientConfig config = ClientConfig.inCluster(environment, directory);
        assertThat(config.server()).isEqualTo(URI.create("https://[fd00::1]:443"));
        assertThat(config.namespace()).isEqualTo("mine");
        assertThat(config.credentials()).isEqualTo(new Credentials.TokenFile(directory.resolve("token"), ""));
    }

    private static Kubeconfig load(Path directory, String text) throws IOException {
        Path file = Files.createTempFile(directory, "kube", "config");
        Files.writeString(file, text);
        return Kubeconfig.load(file);
    }
}
