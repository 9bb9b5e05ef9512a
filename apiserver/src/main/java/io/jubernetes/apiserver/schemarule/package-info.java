/** The rules in CEL that schemas of custom resources have: their types, what is wrong with them, and what they say of objects. */
@NullMarked
package io.jubernetes.apiserver.schemarule;

import org.jspecify.annotations.NullMarked;
