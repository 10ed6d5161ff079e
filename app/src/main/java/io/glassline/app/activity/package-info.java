/// What becomes of providers' calls, counted and explained for people.
@NullMarked
package io.glassline.app.activity;

import org.jspecify.annotations.NullMarked;
