package io.glassline.app.http;

/// The two ports: `internet` faces everyone and shows channels, the log and the public page; `inside` faces staff
/// and machines of the city, and shows the console, the API, health and metrics.
public record Listeners(int internet, int inside) {

    /// @param root such as `/api`, which is itself under it.
    public static boolean isUnder(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
