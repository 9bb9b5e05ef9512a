/** A small API server for the client's tests. */
package io.jubernetes.client.fake;
