package io.jubernetes.cli.verb;

import java.util.List;

/** The verbs, in the order in which help lists them. */
public final class Verbs {

    public static final List<Class<?>> ALL = List.of(GetCommand.class);

    private Verbs() {}
}
