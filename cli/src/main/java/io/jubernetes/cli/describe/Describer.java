package io.jubernetes.cli.describe;

/** Describes the objects of one kind. */
@FunctionalInterface
interface Describer {

    void describe(Context context, Writer out);
}
