package io.jubernetes.kubelet.runtime;

/**
 * A machine, as a node shows it.
 *
 * @param storageBytes of the file system that holds pods' data
 */
public record Machine(Size size, System system, Ids ids) {

    public record Size(int processors, long memoryBytes, long storageBytes) {}

    /**
     * @param os in Go's words: {@code linux}, {@code darwin}, {@code windows}
     * @param architecture in Go's words: {@code amd64}, {@code arm64}
     * @param image the operating system's name and version for people
     */
    public record System(String os, String architecture, String image, String kernel) {}

    public record Ids(String machine, String system, String boot) {}
}
