/// What citizens ask the city's systems to do: handed over once, watched, and told of.
@NullMarked
package io.glassline.request;

import org.jspecify.annotations.NullMarked;
