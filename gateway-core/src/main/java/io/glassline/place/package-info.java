/// Where something is in the city: what a citizen says of an address, against the city's own list.
@NullMarked
package io.glassline.place;

import org.jspecify.annotations.NullMarked;
