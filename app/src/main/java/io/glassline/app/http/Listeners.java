package io.glassline.app.http;

import java.util.List;

/// The two ports, and which of them serves what. This is the only place that says so, and what it does not list is
/// served by neither.
///
/// `internet` faces everyone and shows channels, the web chat, the log, receipts and records, what residents
/// reported, the figures, how long it is kept, and the public page; `inside` faces staff and machines of the
/// city, and shows the console, the API, health and metrics.
public record Listeners(int internet, int inside) {

    private static final String HOME = "/";
    private static final List<String> INTERNET = List.of(
            "/channels",
            "/chat",
            "/log",
            "/receipt",
            "/track",
            "/record",
            "/open311",
            "/figures",
            "/retention",
            "/assets");
    private static final List<String> INSIDE = List.of("/console", "/api", "/health", "/metrics", "/assets");

    /// Whether what stands at this path is served on this port.
    boolean isServed(String path, int port) {
        return port == inside ? isUnderOneOf(path, INSIDE) : path.equals(HOME) || isUnderOneOf(path, INTERNET);
    }

    private static boolean isUnderOneOf(String path, List<String> roots) {
        for (var root : roots) {
            if (isUnder(path, root)) {
                return true;
            }
        }
        return false;
    }

    /// @param root such as `/api`, which is itself under it.
    public static boolean isUnder(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
