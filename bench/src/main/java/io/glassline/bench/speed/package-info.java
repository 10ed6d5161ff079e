/// How fast, against what, and at what cost: each measurement is one command, in ratios from one run on one machine.
@NullMarked
package io.glassline.bench.speed;

import org.jspecify.annotations.NullMarked;
