package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.Caller;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer on the network, which a client certificate tells, if anything. */
final class RemotePeer implements Peer {

    private static final Logger LOG = LoggerFactory.getLogger(RemotePeer.class);

    private final String address;
    private final List<X509Certificate> presented;
    private final @Nullable X509TrustManager clients;
    private volatile @Nullable Boolean verified;

    private RemotePeer(String address, List<X509Certificate> presented, @Nullable X509TrustManager clients) {
        this.address = address;
        this.presented = presented;
        this.clients = clients;
    }

    static RemotePeer of(Channel channel, @Nullable SslHandler tls, @Nullable X509TrustManager clients) {
        return new RemotePeer(text(channel.remoteAddress()), tls == null ? List.of() : certificates(tls), clients);
    }

    /** Presented a certificate that no trusted authority stands behind, and nothing else. */
    @Override
    public boolean isImpostor(HttpHeaders headers) {
        return !presented.isEmpty() && !verifiedOnce() && !headers.contains(HttpHeaderNames.AUTHORIZATION);
    }

    @Override
    public Caller caller() {
        return new Caller.Remote(!presented.isEmpty() && verifiedOnce() ? presented : List.of(), address);
    }

    private boolean verifiedOnce() {
        Boolean known = verified;
        if (known == null) {
            known = verify(); // twice at worst, with the same result
            verified = known;
        }
        return known;
    }

    private boolean verify() {
        if (clients == null) {
            return false;
        }
        try {
            clients.checkClientTrusted(
                    presented.toArray(X509Certificate[]::new),
                    presented.getFirst().getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException e) {
            LOG.info(
                    "Client certificate does not verify: subject={} address={} cause={}",
                    presented.getFirst().getSubjectX500Principal(),
                    address,
                    e.getMessage());
            return false;
        }
    }

    private static List<X509Certificate> certificates(SslHandler tls) {
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it presented none
        }
    }

    private static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "";
    }
}
