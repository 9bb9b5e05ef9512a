package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rules of a schema that are written as expressions. Safe for use by several threads. */
public interface ExpressionRules {

    /** There are none. */
    ExpressionRules NONE = new ExpressionRules() {
        @Override
        public boolean exist() {
            return false;
        }

        @Override
        public List<StatusCause> validate(JsonNode object, @Nullable JsonNode previous, Consumer<String> warnings) {
            return List.of();
        }
    };

    /** Whether there are any. */
    boolean exist();

    /**
     * All that is wrong.
     *
     * @param previous what the object was before; null when it is new
     * @param warnings takes what is wrong, but was so before
     */
    List<StatusCause> validate(JsonNode object, @Nullable JsonNode previous, Consumer<String> warnings);
}
