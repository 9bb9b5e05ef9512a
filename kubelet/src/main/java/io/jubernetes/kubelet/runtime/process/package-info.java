/**
 * Containers as processes of the host, on any OS and without root. Each runs under a small shell script, its <em>supervisor</em>,
 * in a session of its own; the supervisor outlives the agent and notes how the process ended. What is known about a container is
 * in its directory, so that an agent that is started again finds it.
 */
@NullMarked
package io.jubernetes.kubelet.runtime.process;

import org.jspecify.annotations.NullMarked;
