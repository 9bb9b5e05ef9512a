/** The laws of DESIGN.md §3, checked by the build. */
@NullMarked
package io.jubernetes.testing.laws;

import org.jspecify.annotations.NullMarked;
