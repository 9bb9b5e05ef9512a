/** Services' addresses in slices of limited size. */
@NullMarked
package io.jubernetes.controllers.endpointslice;

import org.jspecify.annotations.NullMarked;
