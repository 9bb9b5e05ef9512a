package io.jubernetes.transport.stream;

/** The size of a client's terminal, in characters. */
public record TerminalSize(int columns, int rows) {}
