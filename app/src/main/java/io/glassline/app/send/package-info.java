/// Calls to providers, through the account's breaker and bulkhead.
@NullMarked
package io.glassline.app.send;

import org.jspecify.annotations.NullMarked;
