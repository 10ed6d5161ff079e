package io.glassline.demo;

import io.glassline.app.api.ApiRole;
import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.command.ConfigOption;
import io.glassline.app.command.DemoSecrets;
import io.glassline.app.command.Home;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.CannotStart;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.Configuration;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.MediaPlace;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.node.Gateway;
import io.glassline.channel.Secret;
import io.glassline.config.Parsed;
import io.glassline.console.PasswordHash;
import io.glassline.console.Staff;
import io.glassline.desk.Agent;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.files.scan.ClamAv;
import io.glassline.router.city.CityConfig;
import io.glassline.simulator.StandIns;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.Provider.Addresses;
import io.glassline.simulator.provider.Settings;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.spool.Spool;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everything on one machine: embedded servers, the providers' stand-ins, the example city.
@Command(
        name = "demo",
        description = "Everything on this machine: the example city, its providers as stand-ins, the console.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    /// Enough for a demo; the hash is made at every start, from a password that is shown on the screen.
    private static final int PASSWORD_ITERATIONS = 10_000;

    private static final int PASSWORD_CHARS = 10;
    private static final String PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    @Option(names = "--port", defaultValue = "8080", description = "faces the internet (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--inside-port",
            defaultValue = "8081",
            description = "console, API, health (default: ${DEFAULT-VALUE})")
    int insidePort;

    @Option(
            names = "--providers-port",
            defaultValue = "8090",
            description =
                    "the stand-ins and the demo phone; mail takes the two ports after it (default: ${DEFAULT-VALUE})")
    int providersPort;

    @Option(names = "--data", paramLabel = "DIR", description = "where the data stays (default: .glassline/demo)")
    @Nullable
    Path data;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Option(names = "--password", description = "of the demo's staff (default: a new one at each start)")
    @Nullable
    String password;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "the address to listen on; the demo's secrets are public (default: ${DEFAULT-VALUE})")
    String bind = "127.0.0.1";

    private final ArrayDeque<AutoCloseable> toClose = new ArrayDeque<>();
    private @Nullable CityConfig started;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        var started = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "glassline-end"));
        var folder = dataFolder();
        var shown = password == null ? newPassword() : password;
        try {
            start(folder, shown);
        } catch (IllegalStateException e) {
            end();
            throw new CannotStart(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            end(); // else what was started keeps the process alive
            throw e;
        }
        announce(shown, Duration.ofNanos(System.nanoTime() - started));
        ended.await();
        return 0;
    }

    /// Starts everything in this folder, lets something be done with it, and ends everything.
    void during(Path folder, Runnable scene) {
        try {
            start(folder, newPassword());
            scene.run();
        } finally {
            end();
        }
    }

    /// Another city than the example city has data of its own: conversations are of its accounts and queues.
    private Path dataFolder() {
        if (data != null) {
            return data.toAbsolutePath();
        }
        var usual = Home.folder().resolve(".glassline/demo");
        var city = config.folder().toAbsolutePath().normalize();
        return city.equals(Home.folder().resolve("config"))
                ? usual
                : usual.resolveSibling("demo-%s-%08x"
                        .formatted(city.getFileName(), city.toString().hashCode()));
    }

    private void start(Path folder, String shown) {
        var reading = CompletableFuture.supplyAsync(this::city);
        var servers = closing(EmbeddedServers.start(folder));
        var read = city(reading);
        started = read;
        closing(StandIns.start(standIns(folder, read)));
        try (var database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 1)) {
            DemoCity.fill(database);
        }
        var gateway = closing(Gateway.start(read, deployment(read, folder, servers, shown)));
        closing(new FolderFollower(
                        config.folder(), read.version(), gateway::takeUp, () -> newAccounts(read), System.out)
                .start());
    }

    /// The stand-ins are those of the start.
    private Optional<String> newAccounts(CityConfig began) {
        var standIns = Set.copyOf(DemoAccounts.cityAccounts(began.accounts()));
        var without = DemoAccounts.cityAccounts(city().accounts()).stream()
                .filter(account -> !standIns.contains(account))
                .map(CityAccount::id)
                .toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Nothing stands in for the provider of %s yet; start the demo again to write and be written to there."
                                .formatted(String.join(", ", without)));
    }

    private static CityConfig city(CompletableFuture<CityConfig> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart mistakes ? mistakes : e;
        }
    }

    private CityConfig city() {
        var variables = configuration();
        return switch (CityConfig.read(config.folder(), Adapters.forms(), variables.variables())) {
            case Parsed.Good<CityConfig>(var city) ->
                city.with(variables.accounts()).led(variables.systems());
            case Parsed.Bad<CityConfig>(var problems) -> {
                problems.forEach(System.err::println);
                throw new CannotStart("the configuration has mistakes, listed above; nothing was started");
            }
        };
    }

    private Configuration configuration() {
        var accounts = new DemoAccounts(
                config.folder(),
                new Addresses("http://localhost:" + providersPort, providersPort + 1, providersPort + 2));
        return new Configuration(
                accounts::variable, accounts::toStandIns, accounts::toPublicWorks, DemoAccounts::staysHere, true);
    }

    private Settings standIns(Path folder, CityConfig city) {
        return new Settings(
                        providersPort,
                        providersPort + 1,
                        providersPort + 2,
                        URI.create(publicUrl()),
                        Optional.of(folder.resolve("providers")),
                        Clock.systemUTC(),
                        1)
                .listeningOn(bind)
                .of(DemoPhone.of(city));
    }

    private Deployment deployment(CityConfig city, Path folder, EmbeddedServers servers, String shown) {
        return new Deployment(
                new Listeners(port, insidePort),
                BindAddresses.both(bind),
                List.of(),
                publicUrl(),
                new DatabaseAddress(servers.jdbcUrl(), servers.user(), servers.password()),
                servers.redisUrl(),
                folder.resolve("keys"),
                new SpoolPlace(folder.resolve("spool"), Spool.BYTES_MAX_DEFAULT),
                Deployment.ENVELOPES_KEPT_DEFAULT,
                new MediaPlace(
                        folder.resolve("media"),
                        Optional.ofNullable(System.getenv("GLASSLINE_CLAMAV")).map(ClamAv::address)),
                "demo.glassline.example/log",
                new ApiTokens(List.of(new ApiToken("demo", ApiRole.SUPERVISOR, new Secret(DemoSecrets.API_TOKEN)))),
                staff(city, shown),
                false,
                HttpLimits.DEFAULT,
                configuration());
    }

    private static Staff staff(CityConfig city, String shown) {
        var salt = new byte[PasswordHash.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var hash = PasswordHash.of(shown, salt, PASSWORD_ITERATIONS);
        return new Staff(city.staff().stream()
                .map(agent -> new Staff.Account(agent.id(), agent.name(), agent.roles(), hash))
                .toList());
    }

    private String publicUrl() {
        return "http://localhost:" + port;
    }

    private void announce(String shown, Duration took) {
        System.out.printf(
                """

                Glassline's demo is ready (%.1f s). Ctrl-C ends it; the data stays.

                  Demo phone    http://localhost:%d/demo
                  Console       http://localhost:%d/console     sign in as %s, password %s
                  City's page   http://localhost:%d/
                  Website       http://localhost:%d/city     an invented city's, with the web chat in it
                  Public log    http://localhost:%d/log
                                check it: ./glassline verify http://localhost:%d/log
                  API           http://localhost:%d/api         token %s

                %n\
                """,
                took.toMillis() / 1000.0,
                providersPort,
                insidePort,
                staffIds(),
                shown,
                port,
                providersPort,
                port,
                port,
                insidePort,
                DemoSecrets.API_TOKEN);
        System.out.flush();
    }

    /// Whoever `city.yml` names.
    private String staffIds() {
        var ids = started == null
                ? List.<String>of()
                : started.staff().stream().map(Agent::id).toList();
        return ids.size() < 2
                ? String.join("", ids)
                : String.join(", ", ids.subList(0, ids.size() - 1)) + " or " + ids.getLast();
    }

    private static String newPassword() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (var i = 0; i < PASSWORD_CHARS; i++) {
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }

    private synchronized <C extends AutoCloseable> C closing(C opened) {
        toClose.push(opened);
        return opened;
    }

    private synchronized void end() {
        while (!toClose.isEmpty()) {
            var next = toClose.pop();
            try {
                next.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(DemoCommand.class)
                        .atWarn()
                        .setCause(e)
                        .log("{} could not be closed cleanly", next.getClass().getSimpleName());
            }
        }
        ended.countDown();
    }
}
