/** The plugins, one class each, with upstream's names, weights and rejection texts. */
@NullMarked
package io.jubernetes.scheduler.plugins;

import org.jspecify.annotations.NullMarked;
