package io.glassline.app.http;

/// The two ports: `internet` faces everyone and shows channels, the log and the public page; `inside` faces staff
/// and machines of the city, and shows the console, the API, health and metrics.
public record Listeners(int internet, int inside) {}
