package io.jubernetes.apimachinery.error;

/**
 * One of the things wrong with a request.
 *
 * @param reason as upstream's {@code FieldValueInvalid}, {@code FieldValueRequired}, {@code FieldValueNotSupported}, …
 * @param message what is wrong, naming the value
 * @param field the path of the field, for instance {@code spec.containers[0].image}
 */
public record StatusCause(String reason, String message, String field) {}
