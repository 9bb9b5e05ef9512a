/** Services' ready and unready addresses: what Endpoints and EndpointSlices have in common, and the Endpoints object. */
@NullMarked
package io.jubernetes.controllers.endpoint;

import org.jspecify.annotations.NullMarked;
