/** What the server serves, learned from it: the CLI knows no types at build time. */
@NullMarked
package io.jubernetes.cli.discovery;

import org.jspecify.annotations.NullMarked;
