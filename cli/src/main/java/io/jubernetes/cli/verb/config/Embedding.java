package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;

/** A file that an entry names, or holds. */
final class Embedding {

    private Embedding() {}

    static void put(ObjectNode entry, String field, Path file, boolean embed) {
        if (!embed) {
            entry.put(field, file.toAbsolutePath().toString());
            return;
        }
        try {
            entry.put(field + "-data", java.nio.file.Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandException("error: could not read " + field + " data from " + file + ": " + e.getMessage());
        }
    }
}
