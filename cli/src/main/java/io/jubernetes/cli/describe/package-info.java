/** Objects described for people, one file for each kind; laid out as kubectl does. */
@NullMarked
package io.jubernetes.cli.describe;

import org.jspecify.annotations.NullMarked;
