/**
 * The schemas of custom resources: read into the same types as those of Kubernetes' own kinds, and what OpenAPI's value rules say
 * besides.
 */
@NullMarked
package io.jubernetes.apimachinery.structural;

import org.jspecify.annotations.NullMarked;
