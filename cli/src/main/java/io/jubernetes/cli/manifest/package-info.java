/** Reads objects from files, directories, URLs and standard input. */
@NullMarked
package io.jubernetes.cli.manifest;

import org.jspecify.annotations.NullMarked;
