/// The decisions about a message, one class each, in the order of [RoutingSteps].
@NullMarked
package io.glassline.router.step;

import org.jspecify.annotations.NullMarked;
