/** {@code config}: looks at kubeconfig files and changes them. */
@NullMarked
package io.jubernetes.cli.verb.config;

import org.jspecify.annotations.NullMarked;
