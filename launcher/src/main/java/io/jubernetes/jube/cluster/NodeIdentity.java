package io.jubernetes.jube.cluster;

import io.jubernetes.transport.pki.Credential;

/**
 * What a node agent serves its API with.
 *
 * @param server its own certificate
 * @param clientCaPem who signs the certificates of those who may call it
 */
public record NodeIdentity(Credential server, String clientCaPem) {}
