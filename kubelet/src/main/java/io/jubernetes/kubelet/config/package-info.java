/** What a pod's object means for its sandbox and containers: pure decisions, without runtime and cluster. */
@NullMarked
package io.jubernetes.kubelet.config;

import org.jspecify.annotations.NullMarked;
