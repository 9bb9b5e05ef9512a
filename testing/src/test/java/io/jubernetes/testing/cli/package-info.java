/** The CLI against a real server in this process. */
@NullMarked
package io.jubernetes.testing.cli;

import org.jspecify.annotations.NullMarked;
