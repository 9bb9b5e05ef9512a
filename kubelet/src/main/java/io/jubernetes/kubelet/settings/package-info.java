/** What an owner of a node decides about it, as the KubeletConfiguration file says it. */
@NullMarked
package io.jubernetes.kubelet.settings;

import org.jspecify.annotations.NullMarked;
