package io.glassline.app.http;

import java.util.concurrent.ExecutorService;

/// Where work that blocks is done: a virtual thread for each piece.
public record BlockingThreads(ExecutorService executor) {}
