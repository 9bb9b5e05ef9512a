package io.jubernetes.transport.server;

import io.jubernetes.transport.pki.SslContexts;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS by the JDK's provider.
 *
 * @param clients verifies client certificates; null when none are asked for
 */
record TlsSetup(SslContext context, @Nullable X509TrustManager clients) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static @Nullable TlsSetup of(ServerConfig.@Nullable Tls config) {
        if (config == null) {
            return null;
        }
        String clientCa = config.clientCaPem();
        X509TrustManager clients = clientCa == null ? null : SslContexts.trust(clientCa);
        SSLContext jdk = SslContexts.server(config.credential(), clients == null ? null : new AskOnly(clients));
        ClientAuth auth = clients == null ? ClientAuth.NONE : ClientAuth.OPTIONAL;
        return new TlsSetup(
                new JdkSslContext(jdk, false, null, IdentityCipherSuiteFilter.INSTANCE, alpn(), auth, PROTOCOLS, false),
                clients);
    }

    private static ApplicationProtocolConfig alpn() {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1);
    }
}
