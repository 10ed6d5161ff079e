/// The queues people work on, and when they do.
@NullMarked
package io.glassline.router.queue;

import org.jspecify.annotations.NullMarked;
