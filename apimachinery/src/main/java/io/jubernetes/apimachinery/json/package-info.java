/** Object trees: strict, bounded decoding of JSON and YAML into Jackson nodes, and encoding. */
@NullMarked
package io.jubernetes.apimachinery.json;

import org.jspecify.annotations.NullMarked;
