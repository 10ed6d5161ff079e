/// The providers of the built-in channels, as they call and answer. Nothing here knows the adapters.
@NullMarked
package io.glassline.kit.sample;

import org.jspecify.annotations.NullMarked;
