/**
 * Containers from images without a daemon: {@code runc} or {@code crun} makes them from a <em>bundle</em> that is written here, a
 * small shell script supervises each, as in {@link io.jubernetes.kubelet.runtime.process}. The script has a mount namespace of its
 * own, where it stacks the image's layers under the container's own directory: when it ends nothing of that is left.
 *
 * <p>A sandbox is three namespaces (network, IPC, host name) held by files below {@code /run}, and a memory file system that its
 * containers share as {@code /dev/shm}. No process is needed to hold it.
 */
@NullMarked
package io.jubernetes.kubelet.runtime.oci;

import org.jspecify.annotations.NullMarked;
