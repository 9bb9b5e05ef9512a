package io.jubernetes.transport.pki;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes every certificate: encryption without knowing with whom. */
final class TrustAnyone extends X509ExtendedTrustManager {

    private static final X509Certificate[] NOBODY = {};

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        // anyone
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // anyone
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // anyone
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        // anyone
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // anyone
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // anyone
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NOBODY;
    }
}
