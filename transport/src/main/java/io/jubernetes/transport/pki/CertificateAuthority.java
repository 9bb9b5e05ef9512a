package io.jubernetes.transport.pki;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;

/**
 * Signs certificates with one key, EC P-384. Safe for use by several threads.
 *
 * <p>Loading an existing authority is cheap; the first certificate that is built loads Bouncy Castle.
 */
public final class CertificateAuthority {

    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    private final Environment environment;
    private final X509Certificate certificate;
    private final String certificatePem;
    private final PrivateKey key;

    private CertificateAuthority(Environment environment, Credential credential) {
        this.environment = environment;
        this.certificatePem = credential.certificateChainPem();
        this.certificate = credential.leaf();
        this.key = credential.privateKey();
    }

    /** A fresh authority, signed by itself. */
    public static CertificateAuthority create(String commonName, Environment environment) {
        KeyPair pair = newKeyPair();
        X509Certificate root = new CertificateBuilding(environment).selfSigned(commonName, pair, TEN_YEARS);
        return load(new Credential(Pem.encode(List.of(root)), encoded(pair)), environment);
    }

    /** An authority that exists already. */
    public static CertificateAuthority load(Credential credential, Environment environment) {
        return new CertificateAuthority(environment, credential);
    }

    /** Reads the authority from its two files, or creates both when there is no key yet. */
    public static CertificateAuthority loadOrCreate(
            Path certificateFile, Path keyFile, String commonName, Environment environment) throws IOException {
        if (Files.exists(certificateFile)) {
            return load(Credential.read(certificateFile, keyFile), environment);
        }
        CertificateAuthority fresh = create(commonName, environment);
        fresh.credential().write(certificateFile, keyFile);
        return fresh;
    }

    /** The authority's own certificate and key. */
    public Credential credential() {
        return new Credential(certificatePem, Pem.encode(key, certificate.getPublicKey()));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** What others put among their trusted roots. */
    public String certificatePem() {
        return certificatePem;
    }

    /** A new key and a certificate for it. */
    public Credential issue(CertificateRequest request) {
        KeyPair pair = newKeyPair();
        X509Certificate issued =
                new CertificateBuilding(environment).issue(request, pair.getPublic(), certificate, key);
        return new Credential(Pem.encode(List.of(issued)), encoded(pair));
    }

    /**
     * Reads the credential from its two files; issues and writes a new one when there is none, when it was signed by another
     * authority, or when less than a tenth of the requested validity is left.
     */
    public Credential loadOrIssue(Path certificateFile, Path keyFile, CertificateRequest request) throws IOException {
        if (Files.exists(certificateFile) && Files.exists(keyFile)) {
            Credential existing = Credential.read(certificateFile, keyFile);
            Duration margin = request.validity().dividedBy(10);
            if (isIssuerOf(existing.leaf()) && !existing.needsRenewal(environment.now(), margin)) {
                return existing;
            }
        }
        Credential issued = issue(request);
        issued.write(certificateFile, keyFile);
        return issued;
    }

    /** Whether a certificate carries this authority's signature. */
    public boolean isIssuerOf(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Signs the key of a request that somebody approved.
     *
     * @return the PEM text of the certificate
     */
    public String sign(SigningRequest request, List<CertificateRequest.Usage> usages, Duration validity) {
        CertificateRequest wanted = new CertificateRequest(
                request.commonName(),
                request.organizations(),
                request.dnsNames(),
                request.ipAddresses(),
                usages,
                validity);
        return Pem.encode(
                List.of(new CertificateBuilding(environment).issue(wanted, request.publicKey(), certificate, key)));
    }

    private static String encoded(KeyPair pair) {
        return Pem.encode(pair.getPrivate(), pair.getPublic());
    }

    /** On P-384: for P-256 the JDK builds a table at first use that costs every short-lived client 0.1 to 0.3 s of start-up. */
    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no EC P-384 keys", e);
        }
    }
}
