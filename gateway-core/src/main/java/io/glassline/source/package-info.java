/// The city's own data sources and the questions to them, as values.
@NullMarked
package io.glassline.source;

import org.jspecify.annotations.NullMarked;
