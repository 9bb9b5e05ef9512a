/** Names, labels and values: the rules that several kinds share, with the field paths and texts users know. */
@NullMarked
package io.jubernetes.apiserver.validation;

import org.jspecify.annotations.NullMarked;
