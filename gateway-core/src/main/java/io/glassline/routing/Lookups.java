package io.glassline.routing;

/// Asks the city's own systems. Blocks for no longer than the look-up's time limit; never throws for a system that
/// is away.
@FunctionalInterface
public interface Lookups {

    Lookup.Result ask(Lookup lookup);
}
