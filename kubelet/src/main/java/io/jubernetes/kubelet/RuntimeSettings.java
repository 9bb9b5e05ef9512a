package io.jubernetes.kubelet;

import java.nio.file.Path;

/**
 * What the runtimes of a node are told; each takes what concerns it.
 *
 * @param directory where a runtime without a daemon keeps its state and images; nobody else writes there
 * @param endpoint the socket of a CRI runtime ({@code unix:///run/containerd/containerd.sock}); empty to look at the usual places
 */
public record RuntimeSettings(Path directory, String endpoint) {

    public RuntimeSettings {
        directory = directory.toAbsolutePath().normalize();
    }
}
