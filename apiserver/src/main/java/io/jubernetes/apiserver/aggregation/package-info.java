/**
 * Groups that other servers serve: APIService objects say which Service answers for a group and version, requests are passed on
 * to it with the user's name, and what it serves is told with the rest.
 */
@NullMarked
package io.jubernetes.apiserver.aggregation;

import org.jspecify.annotations.NullMarked;
