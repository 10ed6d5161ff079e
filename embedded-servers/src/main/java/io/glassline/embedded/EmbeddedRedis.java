package io.glassline.embedded;

import java.io.IOException;

/// The embedded Redis, be it one server or a cluster.
sealed interface EmbeddedRedis extends EmbeddedServers.Server permits RedisServer, RedisCluster {

    /// With the password in it; several with commas between them for a cluster.
    String url();

    /// As `kill -9` does. It stays down until [#start].
    void kill();

    /// Of the process, or of the first of them; -1 when it does not run.
    long pid();

    /// Forgets all it was told.
    void empty() throws IOException;
}
