package io.jubernetes.transport.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificates that vouch for it, as PEM texts.
 *
 * @param certificateChainPem leaf first
 * @param keyPem SEC 1 or PKCS#8; a secret
 */
public record Credential(String certificateChainPem, String keyPem) {

    /** Reads both files. */
    public static Credential read(Path certificateFile, Path keyFile) throws IOException {
        return new Credential(Files.readString(certificateFile), Files.readString(keyFile));
    }

    /** Writes both files, the key readable by the owner only. The key goes first: a certificate on disk always has its key. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Pem.writePrivate(keyFile, keyPem);
        Pem.writePublic(certificateFile, certificateChainPem);
    }

    public List<X509Certificate> chain() {
        return Pem.certificates(certificateChainPem);
    }

    public X509Certificate leaf() {
        return chain().getFirst();
    }

    public PrivateKey privateKey() {
        return Pem.privateKey(keyPem);
    }

    /** Whether less than {@code margin} is left of the certificate's life. */
    public boolean needsRenewal(Instant now, Duration margin) {
        return now.plus(margin).isAfter(leaf().getNotAfter().toInstant());
    }

    @Override
    public String toString() {
        return "Credential[" + leaf().getSubjectX500Principal() + "]";
    }
}
