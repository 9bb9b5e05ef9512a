@NullMarked
package io.jubernetes.cli.output;

import org.jspecify.annotations.NullMarked;
