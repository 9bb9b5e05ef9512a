package io.jubernetes.kubelet.runtime;

import java.util.List;

/** A command to run in a container, with a terminal or without. */
public record ExecRequest(List<String> command, boolean tty) {
    public ExecRequest {
        command = List.copyOf(command);
    }
}
