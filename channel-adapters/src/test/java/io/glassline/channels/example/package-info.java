/// The worked example of `docs/channels/write-your-own.md`: a channel for Harbor, a provider we made up.
@NullMarked
package io.glassline.channels.example;

import org.jspecify.annotations.NullMarked;
