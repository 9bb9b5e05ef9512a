/** What every request passes: the order of the stages, who may be asked at each of them, and how refusals become answers. */
@NullMarked
package io.jubernetes.apiserver.pipeline;

import org.jspecify.annotations.NullMarked;
