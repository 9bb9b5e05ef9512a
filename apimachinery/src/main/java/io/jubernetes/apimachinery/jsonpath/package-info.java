/** JSONPath as kubectl and printer columns write it. */
@NullMarked
package io.jubernetes.apimachinery.jsonpath;

import org.jspecify.annotations.NullMarked;
