package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apiserver.surface.RemoteVersion;

/**
 * A version of a group that another server serves.
 *
 * @param told what is told about it
 */
record Remote(Registration registration, RemoteServer server, RemoteVersion told) {}
