package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns an object, or a List of objects, into text. */
@FunctionalInterface
public interface ObjectPrinter {

    /** The text, with its line ends. */
    String print(ObjectNode object);
}
