package io.glassline.app.node;

import io.micronaut.context.ApplicationContext;

/// A part of a node that has something for the controllers.
interface Part {

    /// Registers it; the context has not started yet.
    void offerTo(ApplicationContext controllers);
}
