/// Language models behind their port: how each provider is asked, and the limits within which it is.
@NullMarked
package io.glassline.models;

import org.jspecify.annotations.NullMarked;
