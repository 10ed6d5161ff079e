/// WhatsApp, through Meta's Cloud API.
@NullMarked
package io.glassline.channels.whatsapp;

import org.jspecify.annotations.NullMarked;
