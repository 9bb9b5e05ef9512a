/** The type table of the API and what it alone drives: the catalogue of resources, field validation, defaulting, pruning. */
@NullMarked
package io.jubernetes.apimachinery.schema;

import org.jspecify.annotations.NullMarked;
