/// What providers' calls to each account came to: how many, when, and why they were refused.
@NullMarked
package io.glassline.activity;

import org.jspecify.annotations.NullMarked;
