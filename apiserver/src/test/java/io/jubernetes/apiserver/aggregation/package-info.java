/** Tests of what other API servers serve. */
@NullMarked
package io.jubernetes.apiserver.aggregation;

import org.jspecify.annotations.NullMarked;
