package io.jubernetes.apiserver.authorization;

/** How a server decides who may do what. {@code system:masters} may do everything in every mode. */
public enum AuthorizationMode {
    /** Everybody may do everything, even without a credential. */
    ALWAYS_ALLOW,
    /** Whoever has shown a credential may do everything; others may only ask for health and version. */
    AUTHENTICATED,
    /** Roles and their bindings decide. */
    RBAC,
    /** As {@link #RBAC}, and agents of nodes may do what their node needs, and no more. */
    NODE_RBAC
}
