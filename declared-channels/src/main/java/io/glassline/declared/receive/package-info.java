/// From a call to what it tells: endpoints, the list of events in a call, and what becomes of each.
@NullMarked
package io.glassline.declared.receive;

import org.jspecify.annotations.NullMarked;
