package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.transport.local.ClientCert;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer on this machine, which the kernel tells. */
final class LocalPeer implements Peer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPeer.class);
    private static final ChannelOption<UnixDomainPrincipal> CREDENTIALS =
            NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED);

    private final Channel channel;
    private final LocalAccess access;
    private volatile @Nullable Boolean trusted;

    LocalPeer(Channel channel, LocalAccess access) {
        this.channel = channel;
        this.access = access;
    }

    /** Is another user's process, or means another cluster or another user. */
    @Override
    public boolean isImpostor(HttpHeaders headers) {
        String certificate = headers.get(ClientCert.FIELD);
        return !trustedOnce() || (certificate != null && !certificate.equals(access.clientCert()));
    }

    @Override
    public Caller caller() {
        return new Caller.Local(access.user());
    }

    private boolean trustedOnce() {
        Boolean known = trusted;
        if (known == null) {
            UnixDomainPrincipal peer = channel.config().getOption(CREDENTIALS);
            known = access.users().include(peer);
            trusted = known;
            if (!known) {
                LOG.warn("Refused a caller on the local socket: user={}", peer == null ? "unknown" : peer.user());
            }
        }
        return known;
    }
}
