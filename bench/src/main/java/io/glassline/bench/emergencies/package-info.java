/// How many emergencies and refusals of messages are heard, and how many harmless texts are taken for one.
@NullMarked
package io.glassline.bench.emergencies;

import org.jspecify.annotations.NullMarked;
