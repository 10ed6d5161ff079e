/// The same job as a city's developers would write it with this framework. No part of Glassline.
@NullMarked
package io.glassline.bench.peer.spring;

import org.jspecify.annotations.NullMarked;
