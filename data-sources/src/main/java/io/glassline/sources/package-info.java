/// Look-ups in the city's own systems: databases by JDBC, APIs by HTTP and JSON.
@NullMarked
package io.glassline.sources;

import org.jspecify.annotations.NullMarked;
