/// The way in: proven, durable, acknowledged, in that order.
@NullMarked
package io.glassline.intake;

import org.jspecify.annotations.NullMarked;
