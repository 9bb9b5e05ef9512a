/** Deployments: ReplicaSets that follow each other. */
@NullMarked
package io.jubernetes.controllers.deployment;

import org.jspecify.annotations.NullMarked;
