package io.jubernetes.kubelet.runtime;

import java.time.Instant;

/** What a container uses: processor time since it started, and memory held now. */
public record ContainerStats(String containerId, Instant at, long cpuNanoseconds, long memoryBytes) {}
