package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;

/** What all connections of a server share. */
record ServerContext(
        ApiHandler handler, Environment environment, ServerLimits limits, Draining draining, Connections connections) {}
