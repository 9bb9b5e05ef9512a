package io.jubernetes.kubelet.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class RegistryCredentialsTest {

    @ParameterizedTest
    @CsvSource({
        "registry.example.com, registry.example.com/team/app:1, true",
        "https://registry.example.com/v2/, registry.example.com/team/app@sha256:00, true",
        "registry.example.com/team, registry.example.com/team/app:1, true",
        "registry.example.com/other, registry.example.com/team/app:1, false",
        "*.example.com, registry.example.com/app, true",
        "*.com, registry.example.com/app, false",
        "registry.example.com, registry.example.com:5000/app, false",
        "registry.example.com:5000, registry.example.com:5000/app:2, true",
        "*.example.com:5000, registry.example.com:5000/app, true",
        "https://index.docker.io/v1/, nginx, true",
        "docker.io, docker.io/library/nginx:1, true",
        "docker.io, team/app, true",
        "docker.io, localhost/app, false",
    })
    void anEntryIsForTheImagesOfItsPlace(String entry, String image, boolean fits) {
        assertThat(RegistryCredentials.of(List.of(document(entry, "ann", "secret")), image))
                .hasSize(fits ? 1 : 0);
    }

    @Test
    void theLongestPathComesFirstAndEachCredentialOnce() {
        List<byte[]> secrets = List.of(
                document("r.example.com", "all", "1"),
                document("r.example.com/team", "team", "2"),
                document("r.example.com/team", "team", "2"));
        assertThat(RegistryCredentials.of(secrets, "r.example.com/team/app"))
                .extracting(RegistryCredentials.Credential::username)
                .containsExactly("team", "all");
    }

    @Test
    void nameAndPasswordMayBeInOneField() {
        String joined = Base64.getEncoder().encodeToString("ann:with:colon".getBytes(StandardCharsets.UTF_8));
        byte[] document = ("{\"r.example.com\":{\"auth\":\"" + joined + "\"}}").getBytes(StandardCharsets.UTF_8);
        assertThat(RegistryCredentials.of(List.of(document), "r.example.com/app"))
                .containsExactly(new RegistryCredentials.Credential("ann", "with:colon", "", ""));
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        byte[] broken = "{\"auths\":".getBytes(StandardCharsets.UTF_8);
        assertThat(RegistryCredentials.of(List.of(broken, document("r.example.com", "ann", "x")), "r.example.com/app"))
                .hasSize(1);
    }

    private static byte[] document(String place, String user, String password) {
        return "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}}"
                .formatted(place, user, password)
                .getBytes(StandardCharsets.UTF_8);
    }
}
