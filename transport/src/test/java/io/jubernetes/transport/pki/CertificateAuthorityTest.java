package io.jubernetes.transport.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.transport.pki.CertificateRequest.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateAuthorityTest {

    private final SystemEnvironment environment = new SystemEnvironment();
    private final CertificateAuthority authority = CertificateAuthority.create("kubernetes", environment);

    @TempDir
    Path directory;

    @Test
    void aServerCertificateHasItsNamesAndUsage() throws Exception {
        Credential issued =
                authority.issue(CertificateRequest.server("node-1", List.of("node-1.local"), List.of("10.0.0.1")));
        X509Certificate leaf = issued.leaf();
        leaf.verify(authority.certificate().getPublicKey());
        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactlyInAnyOrder("node-1.local", "10.0.0.1");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getSerialNumber()).isPositive();
    }

    @Test
    void theFilesAreReadAgainAndTheKeyIsPrivate() throws Exception {
        Path certificate = directory.resolve("pki/ca.crt");
        Path key = directory.resolve("pki/ca.key");
        CertificateAuthority first = CertificateAuthority.loadOrCreate(certificate, key, "ca", environment);
        CertificateAuthority second = CertificateAuthority.loadOrCreate(certificate, key, "ca", environment);
        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(second.isIssuerOf(first.issue(CertificateRequest.client("u")).leaf()))
                .isTrue();
    }

    @Test
    void aCertificateIsIssuedAgainWhenItEndsSoonOrAnotherAuthorityMadeIt() throws Exception {
        Path certificate = directory.resolve("u.crt");
        Path key = directory.resolve("u.key");
        CertificateRequest request = CertificateRequest.client("u", "g");
        Credential first = authority.loadOrIssue(certificate, key, request);
        assertThat(authority.loadOrIssue(certificate, key, request)).isEqualTo(first);
        CertificateAuthority other = CertificateAuthority.create("kubernetes", environment);
        assertThat(other.loadOrIssue(certificate, key, request)).isNotEqualTo(first);
        Credential old = other.issue(new CertificateRequest(
                "u", List.of(), List.of(), List.of(), List.of(Usage.CLIENT), Duration.ofDays(2)));
        old.write(certificate, key);
        assertThat(other.loadOrIssue(certificate, key, request)).isNotEqualTo(old);
    }

    @Test
    void aSigningRequestIsSigned() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        byte[] der = new JcaPKCS10CertificationRequestBuilder(
                        new X500Name("O=system:nodes,CN=system:node:n1"), pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        SigningRequest request = SigningRequest.parse(Pem.encode("CERTIFICATE REQUEST", der));
        assertThat(request.commonName()).isEqualTo("system:node:n1");
        assertThat(request.organizations()).containsExactly("system:nodes");
        String signed = authority.sign(request, List.of(Usage.CLIENT), Duration.ofHours(1));
        assertThat(Pem.certificates(signed).getFirst().getPublicKey()).isEqualTo(pair.getPublic());
        der[der.length - 5] ^= 1;
        assertThatThrownBy(() -> SigningRequest.parse(Pem.encode("CERTIFICATE REQUEST", der)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAreWrittenInTheFormThatEveryClientReads() {
        Credential written = authority.credential();
        assertThat(written.keyPem()).startsWith("-----BEGIN EC PRIVATE KEY-----");
        var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(
                Pem.blocks(written.keyPem()).getFirst().der());
        assertThat(key.getKey()).isEqualTo(((ECPrivateKey) written.privateKey()).getS());
        assertThat(SubjectPublicKeyInfo.getInstance(
                                written.leaf().getPublicKey().getEncoded())
                        .getPublicKeyData())
                .isEqualTo(key.getPublicKey());
    }

    @Test
    void olderKeyFormsAreRead() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(rsa.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        assertThat(Pem.privateKey(Pem.encode("RSA PRIVATE KEY", pkcs1))).isEqualTo(rsa.getPrivate());

        ECPrivateKey ec = (ECPrivateKey) authority.credential().privateKey();
        byte[] sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        384,
                        ec.getS(),
                        PrivateKeyInfo.getInstance(ec.getEncoded())
                                .getPrivateKeyAlgorithm()
                                .getParameters())
                .getEncoded();
        ECPrivateKey read = (ECPrivateKey) Pem.privateKey(Pem.encode("EC PRIVATE KEY", sec1));
        assertThat(read.getS()).isEqualTo(ec.getS());
        assertThatThrownBy(() -> Pem.privateKey("nothing")).isInstanceOf(IllegalArgumentException.class);
    }
}
