/// Redis behind the ports: sessions and leases, which only ever save work.
@NullMarked
package io.glassline.storage.redis;

import org.jspecify.annotations.NullMarked;
