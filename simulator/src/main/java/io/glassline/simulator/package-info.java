/// The outside world: stand-ins for the providers the city's accounts are with, which speak the providers' own
/// protocols and misbehave as they do. Knows nothing of the gateway but its public address.
@NullMarked
package io.glassline.simulator;

import org.jspecify.annotations.NullMarked;
