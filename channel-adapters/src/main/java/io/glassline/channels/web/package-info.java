/// The city's own website as a channel: a chat for visitors who need no account anywhere.
@NullMarked
package io.glassline.channels.web;

import org.jspecify.annotations.NullMarked;
