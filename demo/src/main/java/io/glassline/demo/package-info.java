/// The demo: embedded servers, the providers' stand-ins and the gateway in one process, and its rehearsal.
@NullMarked
package io.glassline.demo;

import org.jspecify.annotations.NullMarked;
