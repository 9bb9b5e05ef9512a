/** Resources that are questions: what is posted is answered and nothing is stored. */
@NullMarked
package io.jubernetes.apiserver.virtual;

import org.jspecify.annotations.NullMarked;
