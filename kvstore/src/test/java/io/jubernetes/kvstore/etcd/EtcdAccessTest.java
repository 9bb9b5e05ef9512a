package io.jubernetes.kvstore.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways into etcd: certificates, users, prefixes. */
@Timeout(60)
final class EtcdAccessTest {

    private static EtcdStoreConfig config(EtcdProcess etcd) {
        return EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(Duration.ofSeconds(3));
    }

    private static void works(EtcdStoreConfig config) {
        try (EtcdStore store = EtcdFixture.open(config)) {
            store.commit(Txn.create("/a" + store.revision(), "1".getBytes(UTF_8)));
            assertThat(store.range(RangeRequest.all("/a")).items()).isNotEmpty();
        }
    }

    private static void refused(EtcdStoreConfig config, String... words) {
        assertThatThrownBy(() -> EtcdStore.open(config, EtcdFixture.THREADS, EtcdFixture.PAUSE))
                .isInstanceOf(IOException.class)
                .message()
                .contains(words);
    }

    @Test
    void tlsWithCertificatesOnBothSides(@TempDir Path directory) throws Exception {
        Certificates server = Certificates.make(directory, "server");
        Certificates client = Certificates.make(directory, "client");
        EtcdProcess secure = new EtcdProcess(directory, "one")
                .secure()
                .with(
                        "--cert-file",
                        server.certificate().toString(),
                        "--key-file",
                        server.key().toString())
                .with(
                        "--client-cert-auth",
                        "--trusted-ca-file",
                        client.certificate().toString());
        try (EtcdProcess etcd = secure) {
            etcd.start();
            works(config(etcd)
                    .withTls(new EtcdStoreConfig.Tls(server.certificate(), client.certificate(), client.key())));
            String place = etcd.endpoint().toString();
            refused(config(etcd).withTls(new EtcdStoreConfig.Tls(server.certificate(), null, null)), place);
            refused(
                    config(etcd).withTls(new EtcdStoreConfig.Tls(null, client.certificate(), client.key())),
                    place,
                    "certif");
            Path missing = directory.resolve("missing.crt");
            refused(config(etcd).withTls(new EtcdStoreConfig.Tls(missing, null, null)), missing.toString());
        }
    }

    @Test
    void aUserWithAPassword(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory)) {
            works(config(etcd));
            etcd.control("user", "add", "root:secret");
            etcd.control("user", "grant-role", "root", "root");
            etcd.control("auth", "enable");
            works(config(etcd).withLogin(new EtcdStoreConfig.Login("root", "secret")));
            refused(config(etcd).withLogin(new EtcdStoreConfig.Login("root", "wrong")), "login as root failed");
            refused(config(etcd), etcd.endpoint().toString(), "user name is empty");
        }
    }

    @Test
    void aLoginIsRenewedWhenEtcdForgotIt(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory)) {
            try (EtcdStore open = EtcdFixture.open(config(etcd))) {
                assertThat(open.revision()).isPositive();
            }
            etcd.control("user", "add", "root:secret");
            etcd.control("user", "grant-role", "root", "root");
            etcd.control("auth", "enable");
            try (EtcdStore store =
                    EtcdFixture.open(config(etcd).withLogin(new EtcdStoreConfig.Login("root", "secret")))) {
                store.commit(Txn.create("/a", new byte[1]));
                // simple tokens live in etcd's memory only
                etcd.kill();
                etcd.start();
                assertThat(store.get("/a")).isNotNull();
                store.commit(Txn.create("/b", new byte[1]));
                assertThat(store.range(RangeRequest.all("")).items()).hasSize(2);
            }
        }
    }

    @Test
    void keysLieWhereTheMappingSays(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                EtcdStore one = EtcdFixture.open(config(etcd).withKeys(new KeyMapping("/registry", "/one")));
                EtcdStore two = EtcdFixture.open(config(etcd).withKeys(new KeyMapping("/registry", "/two")))) {
            one.commit(Txn.create("/registry/pods/default/a", "1".getBytes(UTF_8)));
            two.commit(Txn.create("/registry/pods/default/b", "2".getBytes(UTF_8)));
            assertThat(etcd.control("get", "--prefix", "/", "--keys-only").split("\\s+"))
                    .containsExactly("/one/pods/default/a", "/two/pods/default/b");
            for (String prefix : List.of("", "/reg", "/registry", "/registry/pods/")) {
                assertThat(one.range(RangeRequest.all(prefix)).items())
                        .extracting(item -> item.key())
                        .containsExactly("/registry/pods/default/a");
            }
            assertThat(two.get("/registry/pods/default/a")).isNull();
            assertThatThrownBy(() -> one.get("/elsewhere")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void badEndpointsAreNamed() {
        for (String bad : List.of("127.0.0.1:2379", "http://127.0.0.1", "ftp://a:1", "http:///x")) {
            assertThatThrownBy(() -> EtcdStoreConfig.of(List.of(URI.create(bad.replace("127.0.0.1:2379", "a:2379")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("etcd endpoint");
        }
        assertThatThrownBy(() -> EtcdStoreConfig.of(List.of(URI.create("http://a:1"), URI.create("https://b:1"))))
                .hasMessageContaining("https://b:1");
    }
}
