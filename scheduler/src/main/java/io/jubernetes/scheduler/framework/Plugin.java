package io.jubernetes.scheduler.framework;

/** A part of what a scheduler decides by. It takes part in each extension point whose interface it implements. */
public interface Plugin {

    /** The name that upstream has for it. */
    String name();
}
