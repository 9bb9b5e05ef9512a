/** DaemonSets: one pod on each node that is fit for it. */
@NullMarked
package io.jubernetes.controllers.daemonset;

import org.jspecify.annotations.NullMarked;
