package io.jubernetes.client.http;

import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The JDK's form of TLS settings. */
public final class TlsContexts {

    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    /** @throws ConfigException when a certificate or key cannot be read */
    public static SSLContext of(TlsSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("the TLS settings cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.insecure()) {
            return new TrustManager[] {new TrustEverybody()};
        }
        if (settings.authority() == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(settings.authority())) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.certificate() == null && settings.key() == null) {
            return null;
        }
        if (settings.certificate() == null || settings.key() == null) {
            throw new ConfigException("a client certificate and its key must be given together");
        }
        Certificate[] chain = certificates(settings.certificate()).toArray(new Certificate[0]);
        KeyStore store = emptyStore();
        store.setKeyEntry("client", PrivateKeys.parse(settings.key()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (PemBlocks.Block block : PemBlocks.parse(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                Collection<? extends Certificate> parsed =
                        factory.generateCertificates(new ByteArrayInputStream(block.content()));
                certificates.addAll(parsed);
            }
        }
        if (certificates.isEmpty()) {
            int shown = Math.min(pem.length(), 20);
            boolean text = StandardCharsets.US_ASCII.newEncoder().canEncode(pem.substring(0, shown));
            throw new ConfigException("no certificate in PEM form was found" + (text ? "" : " (binary data)"));
        }
        return certificates;
    }

    /**
     * Never written anywhere. Not of type PKCS12: that one encrypts a key with ten thousand rounds of hashing as soon as it is
     * put in, which a command that lives for a blink would feel.
     */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }
}
