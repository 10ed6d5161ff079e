/// Reads a city's configuration folder whole, and tells every mistake at once with its place.
@NullMarked
package io.glassline.router.city;

import org.jspecify.annotations.NullMarked;
