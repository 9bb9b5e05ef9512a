/** In which forms objects are sent: which one a client takes, and writing it. */
@NullMarked
package io.jubernetes.apiserver.media;

import org.jspecify.annotations.NullMarked;
