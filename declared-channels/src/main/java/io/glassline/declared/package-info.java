/// Channels that a city's folder declares: one YAML file each, and no Java.
@NullMarked
package io.glassline.declared;

import org.jspecify.annotations.NullMarked;
