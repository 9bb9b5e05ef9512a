/** Claims for devices: made of templates, and given back when their pods are done. */
@NullMarked
package io.jubernetes.controllers.resourceclaim;

import org.jspecify.annotations.NullMarked;
