@NullMarked
package io.jubernetes.apiserver.schemarule;

import org.jspecify.annotations.NullMarked;
