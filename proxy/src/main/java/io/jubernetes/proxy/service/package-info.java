/** What the node must make true: the services with their endpoints, as values, and how they follow from API objects. */
@NullMarked
package io.jubernetes.proxy.service;

import org.jspecify.annotations.NullMarked;
