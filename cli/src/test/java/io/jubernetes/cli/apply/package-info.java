@NullMarked
package io.jubernetes.cli.apply;

import org.jspecify.annotations.NullMarked;
