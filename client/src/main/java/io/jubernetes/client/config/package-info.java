/** Where the server is and who we are: kubeconfig files and in-cluster configuration. */
@NullMarked
package io.jubernetes.client.config;

import org.jspecify.annotations.NullMarked;
