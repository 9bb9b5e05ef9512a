package io.jubernetes.kubelet.pod;

import io.jubernetes.kubelet.runtime.Container;

/** Where the last words of containers that ended are found. */
@FunctionalInterface
public interface TerminationMessages {

    TerminationMessages NONE = container -> "";

    /** What a container said, perhaps nothing. */
    String of(Container container);
}
