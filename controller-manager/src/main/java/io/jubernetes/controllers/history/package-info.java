/** The history of templates: one ControllerRevision each, which {@code kubectl rollout} shows and goes back to. */
@NullMarked
package io.jubernetes.controllers.history;

import org.jspecify.annotations.NullMarked;
