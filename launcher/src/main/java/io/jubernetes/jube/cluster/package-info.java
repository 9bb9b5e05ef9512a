/** Puts components together: what a control plane and a node agent are made of, and where they keep their files. */
@NullMarked
package io.jubernetes.jube.cluster;

import org.jspecify.annotations.NullMarked;
