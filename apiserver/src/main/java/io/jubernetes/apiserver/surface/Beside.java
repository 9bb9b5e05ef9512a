package io.jubernetes.apiserver.surface;

import io.jubernetes.apiserver.surface.ObjectSeeds.Seed;
import java.util.List;

/** Objects that come and go together with an object that is written: all of it happens at one revision, or nothing. */
public record Beside(List<Seed> made, List<Gone> gone) {

    public static final Beside NOTHING = new Beside(List.of(), List.of());

    /** An object that is deleted, if it is there. */
    public record Gone(String group, String resource, String namespace, String name) {}

    public Beside {
        made = List.copyOf(made);
        gone = List.copyOf(gone);
    }
}
