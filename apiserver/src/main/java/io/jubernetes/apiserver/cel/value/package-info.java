/**
 * What expressions in CEL compute with: {@link java.lang.Boolean}, {@link java.lang.Long},
 * {@link io.jubernetes.apiserver.cel.value.Unsigned}, {@link java.lang.Double}, {@link java.lang.String},
 * {@link io.jubernetes.apiserver.cel.value.Bytes}, {@link io.jubernetes.apiserver.cel.value.Null}, {@link java.time.Duration},
 * {@link java.time.Instant}, {@link io.jubernetes.apiserver.cel.value.ListValue},
 * {@link io.jubernetes.apiserver.cel.value.MapValue}, {@link java.util.Optional},
 * {@link io.jubernetes.apiserver.cel.value.TypeName}, and the objects that libraries make.
 */
@NullMarked
package io.jubernetes.apiserver.cel.value;

import org.jspecify.annotations.NullMarked;
