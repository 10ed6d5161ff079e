/// The replies, for reading and for the phone. It knows no step; the steps choose among its replies.
@NullMarked
package io.glassline.router.reply;

import org.jspecify.annotations.NullMarked;
