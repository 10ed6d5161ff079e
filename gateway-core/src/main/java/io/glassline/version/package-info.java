/// What people do with versions of the city's configuration.
@NullMarked
package io.glassline.version;

import org.jspecify.annotations.NullMarked;
