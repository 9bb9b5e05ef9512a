/** How objects are shown: tables, YAML, JSON, names, JSONPath. */
@NullMarked
package io.jubernetes.cli.output;

import org.jspecify.annotations.NullMarked;
