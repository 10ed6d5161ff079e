/// What people do who mean harm, by mail and by HTTP, against one whole node: the lists, and the account of a run.
@NullMarked
package io.glassline.bench.attacks;

import org.jspecify.annotations.NullMarked;
