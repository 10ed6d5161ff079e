/// How many emergencies are heard, and how many harmless texts raise an alarm.
@NullMarked
package io.glassline.bench.emergencies;

import org.jspecify.annotations.NullMarked;
