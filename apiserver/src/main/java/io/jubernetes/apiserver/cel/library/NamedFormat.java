package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.Named;
import java.util.List;
import java.util.function.Function;

/**
 * A form that texts may have.
 *
 * @param regexSize how long the regular expression is thought to be that tests it
 * @param problems what keeps a text from having it
 */
public record NamedFormat(String name, int regexSize, Function<String, List<String>> problems) implements Named {

    @Override
    public String typeName() {
        return "kubernetes.NamedFormat";
    }

    @Override
    public String toString() {
        return name;
    }
}
