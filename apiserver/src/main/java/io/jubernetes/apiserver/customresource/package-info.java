/**
 * CustomResourceDefinitions: what may stand in one, which resources are served because of it, and what happens to their objects
 * when it changes or goes.
 */
@NullMarked
package io.jubernetes.apiserver.customresource;

import org.jspecify.annotations.NullMarked;
