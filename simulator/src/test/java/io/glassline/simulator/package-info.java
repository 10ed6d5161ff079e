/// Tests of the provider stand-ins, against the providers' own libraries where there are any.
@NullMarked
package io.glassline.simulator;

import org.jspecify.annotations.NullMarked;
