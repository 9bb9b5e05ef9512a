package io.jubernetes.controllers.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.jubernetes.controllers.certificate.CertificateSigner.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class ApprovalTest {

    private static final String CLIENT = "kubernetes.io/kube-apiserver-client-kubelet";
    private static final Request NODE = new Request("system:node:a", List.of("system:nodes"), List.of(), List.of());

    private static CertificateSigningRequest csr(String signer, String user, String usages) {
        return new CertificateSigningRequestBuilder()
                .withNewMetadata()
                .withName("csr")
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .withNewSpec()
                .withSignerName(signer)
                .withUsername(user)
                .withUsages(usages.split("/"))
                .endSpec()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "kube-apiserver-client-kubelet, system:node:a, digital signature/client auth, selfnodeclient nodeclient",
        "kube-apiserver-client-kubelet, system:node:a, digital signature/key encipherment/client auth, selfnodeclient nodeclient",
        "kube-apiserver-client-kubelet, system:bootstrap:x, digital signature/client auth, nodeclient",
        "kube-apiserver-client-kubelet, system:node:a, digital signature/client auth/server auth, ''",
        "kube-apiserver-client-kubelet, system:node:a, client auth, ''",
        "kube-apiserver-client, system:node:a, digital signature/client auth, ''",
        "kubelet-serving, system:node:a, digital signature/server auth, ''",
        "legacy-unknown, system:node:a, digital signature/client auth, ''"
    })
    void onlyCertificatesByWhichNodesCallAreApproved(String signer, String user, String usages, String expected) {
        List<String> approvals = Approval.of(csr("kubernetes.io/" + signer, user, usages), NODE).stream()
                .map(Approval::subresource)
                .toList();
        assertThat(String.join(" ", approvals)).isEqualTo(expected);
    }

    @Test
    void aRequestForAnybodyElseIsNotApproved() {
        CertificateSigningRequest csr = csr(CLIENT, "system:node:a", "digital signature/client auth");
        assertThat(Approval.of(csr, new Request("system:node:a", List.of("system:masters"), List.of(), List.of())))
                .isEmpty();
        assertThat(Approval.of(csr, new Request("admin", List.of("system:nodes"), List.of(), List.of())))
                .isEmpty();
        assertThat(Approval.of(csr, new Request("system:node:a", List.of("system:nodes"), List.of("a"), List.of())))
                .isEmpty();
    }

    @Test
    void whatSomebodyDecidedStays() {
        CertificateSigningRequest csr = csr(CLIENT, "system:node:a", "digital signature/client auth");
        assertThat(Approval.of(with(csr, "Denied"), NODE)).isEmpty();
        assertThat(Approval.of(with(csr, "Approved"), NODE)).isEmpty();
    }

    private static CertificateSigningRequest with(CertificateSigningRequest csr, String condition) {
        return new CertificateSigningRequestBuilder(csr)
                .editOrNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withLastUpdateTime("2026-01-01T05:00:00Z")
                .endCondition()
                .endStatus()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "kube-apiserver-client, client auth, a, true",
        "kube-apiserver-client, client auth/server auth, a, false",
        "kube-apiserver-client, digital signature, a, false",
        "kubelet-serving, digital signature/server auth, a, true",
        "kubelet-serving, digital signature/server auth, '', false",
        "kubelet-serving, digital signature/client auth, a, false",
        "legacy-unknown, any, '', true"
    })
    void eachSignerSignsItsOwnKindOnly(String signer, String usages, String dnsName, boolean signs) {
        List<String> names = dnsName.isEmpty() ? List.of() : List.of(dnsName);
        Request request = new Request("system:node:a", List.of("system:nodes"), names, List.of());
        Signers which = Signers.named("kubernetes.io/" + signer);
        assertThat(which).isNotNull();
        assertThat(which.problem(request, List.of(usages.split("/"))) == null).isEqualTo(signs);
    }

    @Test
    void onlyApprovedRequestsToOurSignersAreSigned() {
        CertificateSigningRequest ours = csr("kubernetes.io/legacy-unknown", "a", "client auth");
        assertThat(CertificateSigning.isDue(ours)).isFalse();
        assertThat(CertificateSigning.isDue(with(ours, "Approved"))).isTrue();
        assertThat(CertificateSigning.isDue(with(with(ours, "Approved"), "Failed")))
                .isFalse();
        assertThat(CertificateSigning.isDue(with(csr("example.org/mine", "a", "client auth"), "Approved")))
                .isFalse();
    }

    @Test
    void certificatesLiveAsLongAsAskedWithinBounds() {
        assertThat(CertificateSigning.validity(null)).isEqualTo(Duration.ofDays(365));
        assertThat(CertificateSigning.validity(60)).isEqualTo(Duration.ofMinutes(10));
        assertThat(CertificateSigning.validity(3600)).isEqualTo(Duration.ofHours(1));
        assertThat(CertificateSigning.validity(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void requestsGoAnHourAfterTheyAreSettledOrADayAfterTheyWereMade() {
        CertificateSigningRequest csr = csr(CLIENT, "a", "client auth");
        assertThat(CertificateCleaner.end(csr)).hasToString("2026-01-02T00:00:00Z");
        assertThat(CertificateCleaner.end(with(csr, "Denied"))).hasToString("2026-01-01T06:00:00Z");
        assertThat(CertificateCleaner.end(with(csr, "Approved"))).hasToString("2026-01-02T00:00:00Z");
        CertificateSigningRequest signed = new CertificateSigningRequestBuilder(with(csr, "Approved"))
                .editStatus()
                .withCertificate("eA==")
                .endStatus()
                .build();
        assertThat(CertificateCleaner.end(signed)).hasToString("2026-01-01T06:00:00Z");
    }
}
