package io.jubernetes.kubelet.pod;

/** Why a container does not run: a reason in one word, and a message. */
public record Waiting(String reason, String message) {}
