/** Cluster roles that are made of others. */
@NullMarked
package io.jubernetes.controllers.clusterrole;

import org.jspecify.annotations.NullMarked;
