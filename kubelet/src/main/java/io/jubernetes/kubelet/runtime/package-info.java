/**
 * What runs containers. {@link io.jubernetes.kubelet.runtime.ContainerRuntime} is the contract, modelled on the Container Runtime
 * Interface v1: a <em>sandbox</em> is what the containers of one pod share (network, host name, log directory), a
 * <em>container</em> is one attempt at running one of the pod's containers.
 */
@NullMarked
package io.jubernetes.kubelet.runtime;

import org.jspecify.annotations.NullMarked;
