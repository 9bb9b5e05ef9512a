/** StatefulSets: pods that have a name, a place in an order, and claims of their own. */
@NullMarked
package io.jubernetes.controllers.statefulset;

import org.jspecify.annotations.NullMarked;
