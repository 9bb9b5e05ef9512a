package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.transport.local.ClientCert;
import io.jubernetes.transport.local.TrustedUsers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who may call over a local socket.
 *
 * @param user whom callers are taken for
 * @param clientCert the certificate that callers may name as theirs
 */
record LocalAccess(UserInfo user, String clientCert, TrustedUsers users) {

    static @Nullable LocalAccess of(ServerConfig.@Nullable Local config) throws IOException {
        return config == null
                ? null
                : new LocalAccess(config.user(), ClientCert.of(config.certificatePem()), TrustedUsers.ofThisProcess());
    }
}
