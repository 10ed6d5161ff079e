/// A city's public works with Open311 GeoReport v2.
@NullMarked
package io.glassline.simulator.open311;

import org.jspecify.annotations.NullMarked;
