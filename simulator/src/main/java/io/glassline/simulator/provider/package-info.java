/// What every provider's stand-in is made with: accounts, faults, webhooks with the provider's own retries, and the
/// memory of what was said.
@NullMarked
package io.glassline.simulator.provider;

import org.jspecify.annotations.NullMarked;
