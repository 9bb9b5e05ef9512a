package io.jubernetes.kubelet.settings;

import java.util.Arrays;
import java.util.Optional;

/** What of a node can run short; the most urgent comes first. */
public enum Signal {
    MEMORY("memory.available", "memory", "MemoryPressure"),
    NODE_FILES("nodefs.available", "ephemeral-storage", "DiskPressure"),
    NODE_FILES_INODES("nodefs.inodesFree", "inodes", "DiskPressure"),
    IMAGE_FILES("imagefs.available", "ephemeral-storage", "DiskPressure"),
    IMAGE_FILES_INODES("imagefs.inodesFree", "inodes", "DiskPressure"),
    PROCESSES("pid.available", "pids", "PIDPressure");

    private final String text;
    private final String resource;
    private final String condition;

    Signal(String text, String resource, String condition) {
        this.text = text;
        this.resource = resource;
        this.condition = condition;
    }

    /** As the configuration writes it. */
    public static Optional<Signal> of(String text) {
        return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
    }

    public String text() {
        return text;
    }

    /** What is short then, in the words of an evicted pod's status. */
    public String resource() {
        return resource;
    }

    /** What the node says of itself then. */
    public String condition() {
        return condition;
    }

    public boolean isDisk() {
        return condition.equals("DiskPressure");
    }
}
