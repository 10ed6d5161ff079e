/// What reading a city's configuration can come to.
@NullMarked
package io.glassline.config;

import org.jspecify.annotations.NullMarked;
