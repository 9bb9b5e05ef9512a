package io.jubernetes.transport.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What JSSE needs, made of PEM texts. */
public final class SslContexts {

    private static final char[] NO_PASSWORD = {};

    private SslContexts() {}

    /**
     * A context for one side of TLS connections.
     *
     * @param own who we are; null for a client without a certificate
     * @param trustedCaPem whom we believe; null for the roots that Java came with
     */
    public static SSLContext of(@Nullable Credential own, @Nullable String trustedCaPem) {
        return context(own, trustedCaPem == null ? null : trust(trustedCaPem));
    }

    /**
     * A context for a server that decides about its clients by itself.
     *
     * @param clients null when no client certificates are asked for
     */
    public static SSLContext server(Credential own, @Nullable X509TrustManager clients) {
        return context(own, clients);
    }

    /**
     * A context for a client that believes any server: for those whose certificates nobody here can verify, such as ones that
     * node agents signed for themselves. Nothing secret may be sent over it.
     *
     * @param own who we are; null for a client without a certificate
     */
    public static SSLContext unverified(@Nullable Credential own) {
        return context(own, new TrustAnyone());
    }

    private static SSLContext context(@Nullable Credential own, @Nullable X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own == null ? null : keyManagers(own), trust == null ? null : new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("credentials that TLS cannot use", e);
        }
    }

    /** Verifies certificate chains against the authorities of a PEM text. */
    public static X509TrustManager trust(String trustedCaPem) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trustStore(Pem.certificates(trustedCaPem)));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalStateException("this Java has no X.509 trust manager");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("authorities that TLS cannot use", e);
        }
    }

    private static KeyManager[] keyManagers(Credential own) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", own.privateKey(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore trustStore(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        return store;
    }

    /**
     * Never written anywhere. Not of type PKCS12: that one encrypts a key with ten thousand rounds of hashing as soon as it is
     * put in, and decrypts it at once when JSSE takes it out, which costs a starting process a fifth of its time.
     */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }
}
