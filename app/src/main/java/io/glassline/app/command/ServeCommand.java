package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Gateway;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Production: one node, on a PostgreSQL and a Redis of the city's own.
@Command(
        name = "serve",
        description = "Production: needs GLASSLINE_DB_URL, GLASSLINE_REDIS_URL and real secrets.",
        footerHeading = "%nIt reads these variables:%n",
        footer = {
            "  GLASSLINE_DB_URL, GLASSLINE_DB_USER, GLASSLINE_DB_PASSWORD",
            "  GLASSLINE_REDIS_URL      redis://…, rediss://…, or several with commas for a cluster",
            "  GLASSLINE_PUBLIC_URL     where the world reaches the internet-facing port, https://…",
            "  GLASSLINE_KEYS           folder of the log's signing key; back it up (default: keys)",
            "  GLASSLINE_SPOOL          folder of this node's own, for messages while PostgreSQL is away (default:"
                    + " spool)",
            "  GLASSLINE_SPOOL_MAX_MIB  how much it may hold; past it providers are told to come again (default: 1024)",
            "  GLASSLINE_PLUGINS        folder of channels that are jars of their own (default: plugins beside the gateway)",
            "  GLASSLINE_ENVELOPE_DAYS  how long providers' calls are kept as they came (default: 30)",
            "  GLASSLINE_MEDIA          folder of what citizens send beside words; all nodes share it (default: media)",
            "  GLASSLINE_CLAMAV         where ClamAV's daemon scans it: tcp://host:3310 or unix:/run/clamav/clamd.ctl",
            "                           (default: none; then pages say that nothing was scanned)",
            "  GLASSLINE_API_TOKENS     bearer tokens of /api, with commas between, each name:role:secret or with its",
            "                           last day name:role:secret:YYYY-MM-DD; a role is reader, agent or supervisor",
            "  GLASSLINE_STAFF_PASSWORDS  file with a line 'id hash' for each of the staff in city.yml,",
            "                           made by hash-password",
            "  GLASSLINE_DRAIN_SECONDS  how long a node that is stopped says that it is not ready, and still answers,",
            "                           for a load balancer to see it (default: 5)",
            "  GLASSLINE_PORT, GLASSLINE_INSIDE_PORT (defaults: 8080, 8081)",
            "  GLASSLINE_BIND, GLASSLINE_INSIDE_BIND  addresses they listen on (defaults: 0.0.0.0, 127.0.0.1)",
            "  GLASSLINE_TRUSTED_PROXIES  the city's own proxies in front of it, addresses or networks with commas"
                    + " between;",
            "                           their X-Forwarded-For says where a request came from (default: none)",
            "  GLASSLINE_CONNECTIONS_MAX  connections that each of the two ports holds at once (default: 4096)",
            "  GLASSLINE_CONNECTIONS_PER_CLIENT_MAX  of them, those of one address; of one that a trusted proxy names,",
            "                           requests at once (default: 1024)",
            "  GLASSLINE_BODIES_MAX_MIB  how much of large bodies is held at once on each port, before who sends them"
                    + " has",
            "                           proved anything; small ones are taken all the same (default: 64)",
            "  GLASSLINE_INSECURE       what is refused otherwise, with commas between: secrets (that can be guessed),",
            "                           http (addresses without TLS), mail (servers without TLS)",
            "  GLASSLINE_CONFIG         the city's configuration, where --config does not name it (default: config)",
            "and those that config/channels.yml names."
        },
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    ConfigOption config = new ConfigOption();

    private @Nullable Gateway gateway;

    @Override
    public Integer call() throws InterruptedException {
        var problems = new ArrayList<String>();
        var city = city(problems);
        var deployment = city.flatMap(read -> Environment.system(problems).deployment(read));
        var drain = Environment.system(problems).drain();
        if (city.isEmpty()) {
            Environment.system(problems).check();
        }
        if (!problems.isEmpty() || deployment.isEmpty()) {
            problems.forEach(System.err::println);
            System.err.println("glassline: " + problems.size() + (problems.size() == 1 ? " mistake" : " mistakes")
                    + "; nothing was started");
            return 1;
        }
        return serve(city.orElseThrow(), deployment.get(), drain);
    }

    private Integer serve(CityConfig city, Deployment deployment, Duration drain) throws InterruptedException {
        var ended = new CountDownLatch(1);
        gateway = Gateway.start(city, deployment);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end(drain);
                            ended.countDown();
                        },
                        "glassline-end"));
        System.out.printf(
                "Glassline serves %s on ports %d (internet) and %d (inside).%n",
                city.name(),
                deployment.listeners().internet(),
                deployment.listeners().inside());
        ended.await();
        return 0;
    }

    private void end(Duration drain) {
        if (gateway == null) {
            return;
        }
        try {
            gateway.drain(drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no time is left for it
        }
        gateway.close();
    }

    /// The city's configuration, with every secret that is missing, the demo's or easily guessed among the problems.
    private Optional<CityConfig> city(List<String> problems) {
        return switch (CityConfig.read(config.folder(), Adapters.forms(), Environment::value)) {
            case Parsed.Bad<CityConfig>(var found) -> {
                found.forEach(problem -> problems.add(problem.toString()));
                yield Optional.empty();
            }
            case Parsed.Good<CityConfig>(var city) -> {
                var insecurities = Insecurities.allowedBy(Environment.value(Insecurities.VARIABLE), problems);
                city.accounts().forEach(insecurities::account);
                Environment.value("GLASSLINE_PUBLIC_URL")
                        .ifPresent(url -> insecurities.url("GLASSLINE_PUBLIC_URL", url));
                yield Optional.of(city);
            }
        };
    }
}
