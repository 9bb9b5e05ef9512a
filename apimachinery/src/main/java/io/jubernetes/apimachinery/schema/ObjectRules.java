package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the schema of a kind makes of its objects, and has against them. Safe for use by several threads. */
public interface ObjectRules {

    /**
     * Refuses what cannot be an object of this kind at all.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException BadRequest
     */
    void requireDecodable(ObjectNode object);

    /** Drops unknown fields, and gives their paths. */
    List<String> prune(ObjectNode object);

    /** Brings values into the form that is stored, and fills in constants where nothing stands. */
    void complete(ObjectNode object);

    /**
     * All that is wrong.
     *
     * @param previous what the object was before; null when it is new
     * @param warnings takes what is wrong, but was so before
     */
    List<StatusCause> validate(ObjectNode object, @Nullable ObjectNode previous, Consumer<String> warnings);
}
