/** Horizontal pod autoscalers: as many pods as their metrics ask for. */
@NullMarked
package io.jubernetes.controllers.autoscaling;

import org.jspecify.annotations.NullMarked;
