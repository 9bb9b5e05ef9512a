/**
 * The OpenAPI documents, generated from the type table: version 3 one for each group and version, version 2 all in one.
 * Clients find in them whether the server validates fields, how lists are merged, and what {@code explain} prints.
 */
@NullMarked
package io.jubernetes.apiserver.openapi;

import org.jspecify.annotations.NullMarked;
