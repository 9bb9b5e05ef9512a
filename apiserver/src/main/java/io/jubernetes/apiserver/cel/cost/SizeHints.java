package io.jubernetes.apiserver.cel.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the sizes of variables before they have values. */
@FunctionalInterface
public interface SizeHints {

    /** How an item, a key or a value of a map is written in a path. */
    String ITEMS = "@items";

    String KEYS = "@keys";
    String VALUES = "@values";

    /** Nothing is known. */
    SizeHints NONE = path -> null;

    /**
     * @param path from a variable downwards: names of fields, {@link #ITEMS}, {@link #KEYS} and {@link #VALUES}
     * @return null when it is not known
     */
    @Nullable
    Range sizeOf(List<String> path);
}
