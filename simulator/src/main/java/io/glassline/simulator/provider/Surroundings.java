package io.glassline.simulator.provider;

import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// What all stand-ins of a run share.
///
/// @param url the base of all HTTP APIs; known once the stand-ins have started
public record Surroundings(
        Settings settings,
        Supplier<String> url,
        Journal journal,
        Ledger ledger,
        Faults faults,
        Webhooks webhooks,
        MediaStore media,
        ExecutorService threads) {}
