/** The ordered list of plugins that look at, complete or refuse a write before it is validated. */
@NullMarked
package io.jubernetes.apiserver.admission;

import org.jspecify.annotations.NullMarked;
