package io.jubernetes.apiserver.authorization;

import io.jubernetes.apimachinery.api.UserInfo;
import org.jspecify.annotations.Nullable;

/** Tells the agents of nodes by their names. */
public final class NodeIdentity {

    private static final String GROUP = "system:nodes";
    private static final String PREFIX = "system:node:";

    private NodeIdentity() {}

    /** The name of the node whose agent a user is; null for all others. */
    public static @Nullable String nodeOf(UserInfo user) {
        boolean known = user.name().startsWith(PREFIX) && user.groups().contains(GROUP);
        return known ? user.name().substring(PREFIX.length()) : null;
    }
}
