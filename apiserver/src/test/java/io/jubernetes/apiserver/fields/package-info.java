/** Every field of every kind, taken through the server. */
@NullMarked
package io.jubernetes.apiserver.fields;

import org.jspecify.annotations.NullMarked;
