package io.glassline.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A Redis Cluster of [#MASTERS] masters without replicas, from the same program as the single server.
///
/// It stands for a city's own cluster in tests and measurements: what it shows is that keys lie on several servers
/// and that a script touches one slot only.
final class RedisCluster implements EmbeddedRedis {

    static final int MASTERS = 3;

    private static final int SLOTS = 16_384;
    private static final Duration FORM_WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final List<RedisServer> masters;

    private RedisCluster(List<RedisServer> masters) {
        this.masters = List.copyOf(masters);
    }

    static RedisCluster in(DataFolder folder, String password) throws IOException {
        var masters = new ArrayList<RedisServer>();
        for (var number = 1; number <= MASTERS; number++) {
            var name = "redis-" + number;
            masters.add(RedisServer.master(folder, name, password, """
                    cluster-config-file nodes.conf
                    cluster-node-timeout 2000
                    cluster-announce-ip 127.0.0.1
                    masterauth %s
                    """.formatted(password)));
        }
        return new RedisCluster(masters);
    }

    List<RedisServer> masters() {
        return masters;
    }

    @Override
    public String name() {
        return "Redis Cluster";
    }

    /// Starts what does not run and waits until the cluster says it is whole.
    @Override
    public void start() throws IOException {
        for (var master : masters) {
            if (master.pid() < 0 || master.isDead()) {
                master.start();
            }
        }
        form();
        await();
    }

    /// Gives out the slots and introduces the masters to each other, if that was not done in an earlier life.
    private void form() throws IOException {
        for (var number = 0; number < MASTERS; number++) {
            var master = masters.get(number);
            if (info(master).contains("cluster_slots_assigned:0")) {
                var from = SLOTS * number / MASTERS;
                var until = SLOTS * (number + 1) / MASTERS - 1;
                master.ask("CLUSTER ADDSLOTSRANGE " + from + " " + until);
            }
        }
        var first = masters.getFirst();
        for (var master : masters) {
            if (master != first) {
                first.ask("CLUSTER MEET 127.0.0.1 " + master.port() + " " + master.busPort());
            }
        }
    }

    private void await() throws IOException {
        var until = System.nanoTime() + FORM_WAIT_MAX.toNanos();
        for (var master : masters) {
            while (!info(master).contains("cluster_state:ok") || !info(master).contains("cluster_size:" + MASTERS)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the Redis Cluster was not whole within "
                            + FORM_WAIT_MAX.toSeconds() + " s; " + master.name() + " says: " + info(master));
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the Redis Cluster was starting", e);
        }
    }

    private static String info(RedisServer master) throws IOException {
        return master.ask("CLUSTER INFO");
    }

    @Override
    public String url() {
        return masters.stream().map(RedisServer::url).collect(Collectors.joining(","));
    }

    @Override
    public long pid() {
        return masters.getFirst().pid();
    }

    @Override
    public boolean isDead() {
        return masters.stream().anyMatch(RedisServer::isDead);
    }

    /// Kills one master: a third of the slots is gone, and with it, by Redis's own rule, the cluster.
    @Override
    public void kill() {
        masters.getFirst().kill();
    }

    @Override
    public void empty() throws IOException {
        for (var master : masters) {
            master.empty();
        }
    }

    @Override
    public void stop() {
        masters.forEach(RedisServer::stop);
    }
}
