/** Requests that the API server passes on: to node agents (logs, exec, attach, port-forward), to pods and to Services. */
@NullMarked
package io.jubernetes.apiserver.nodeproxy;

import org.jspecify.annotations.NullMarked;
