package io.jubernetes.transport.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * The users that each end of a Unix domain socket trusts at the other: this process's own, and root, who may read that one's
 * files anyway. The kernel tells who is there, so neither a socket file in another's place nor lax permissions deceive.
 */
public final class TrustedUsers {

    private final UserPrincipal own;
    private final UserPrincipal root;

    private TrustedUsers(UserPrincipal own, UserPrincipal root) {
        this.own = own;
        this.root = root;
    }

    /** @throws IOException when this system does not tell who its users are */
    public static TrustedUsers ofThisProcess() throws IOException {
        UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
        return new TrustedUsers(
                users.lookupPrincipalByName(System.getProperty("user.name")), users.lookupPrincipalByName("0"));
    }

    /** @param peer null when the system did not tell */
    public boolean include(@Nullable UnixDomainPrincipal peer) {
        return peer != null && (own.equals(peer.user()) || root.equals(peer.user()));
    }
}
