/// The stand-in of a city's own records: an API that answers in JSON, and fails as such do.
@NullMarked
package io.glassline.simulator.records;

import org.jspecify.annotations.NullMarked;
