@NullMarked
package io.jubernetes.cli.session;

import org.jspecify.annotations.NullMarked;
