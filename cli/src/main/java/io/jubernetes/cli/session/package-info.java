/** Where the server is and how to call it; one session for each run of the command. */
@NullMarked
package io.jubernetes.cli.session;

import org.jspecify.annotations.NullMarked;
