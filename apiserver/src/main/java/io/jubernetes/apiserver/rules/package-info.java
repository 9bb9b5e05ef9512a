/**
 * What must hold for the fields of each type, as data: the files {@code /rules/GROUP.rules} and the words they are written in.
 * A rule stands with a type and so holds wherever the type occurs; its cause names the whole path.
 */
@NullMarked
package io.jubernetes.apiserver.rules;

import org.jspecify.annotations.NullMarked;
