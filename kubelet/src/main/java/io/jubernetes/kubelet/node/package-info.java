/** The node object: registered, kept true, and its heartbeat. */
@NullMarked
package io.jubernetes.kubelet.node;

import org.jspecify.annotations.NullMarked;
