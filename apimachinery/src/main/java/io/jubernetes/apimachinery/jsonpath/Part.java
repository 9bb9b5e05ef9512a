package io.jubernetes.apimachinery.jsonpath;

import java.util.List;

/** A part of a template. */
sealed interface Part {

    record Text(String text) implements Part {}

    record Path(List<Step> steps) implements Part {}

    /** The body once for each value of the path. */
    record Range(List<Step> steps, List<Part> body) implements Part {}
}
