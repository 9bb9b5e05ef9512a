/** Other processes that have a say in where pods go, asked over HTTP as a configuration says. */
@NullMarked
package io.jubernetes.scheduler.extender;

import org.jspecify.annotations.NullMarked;
