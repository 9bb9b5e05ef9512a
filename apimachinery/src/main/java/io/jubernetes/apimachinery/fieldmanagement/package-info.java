/**
 * Who owns which field of an object: sets of paths, what a write changes, and server-side apply.
 *
 * <p>An object's {@code metadata.managedFields} has an entry for each owner; its {@code fieldsV1} is a {@link
 * io.jubernetes.apimachinery.fieldmanagement.FieldSet}. How values split into owned parts is said by a {@link
 * io.jubernetes.apimachinery.fieldmanagement.Shape}, which is read off the schema. {@link
 * io.jubernetes.apimachinery.fieldmanagement.Ownership} keeps the books.
 */
@NullMarked
package io.jubernetes.apimachinery.fieldmanagement;

import org.jspecify.annotations.NullMarked;
