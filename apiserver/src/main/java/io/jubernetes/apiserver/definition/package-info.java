/** What may stand in a CustomResourceDefinition, and what its status tells. */
@NullMarked
package io.jubernetes.apiserver.definition;

import org.jspecify.annotations.NullMarked;
