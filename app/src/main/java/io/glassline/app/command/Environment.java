package io.glassline.app.command;

import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.Configuration;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.MediaPlace;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.plugin.Plugins;
import io.glassline.console.ClientAddress;
import io.glassline.console.PasswordHash;
import io.glassline.console.Staff;
import io.glassline.desk.Agent;
import io.glassline.files.scan.ClamAv;
import io.glassline.router.city.CityConfig;
import io.glassline.storage.backup.BackupKey;
import io.glassline.storage.spool.Spool;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The deployment as the `GLASSLINE_` variables describe it. Every mistake is told, each by the variable's name.
public final class Environment {

    private static final int DRAIN_SECONDS = 5;

    private final List<String> problems;

    private Environment(List<String> problems) {
        this.problems = problems;
    }

    public static Environment system(List<String> problems) {
        return new Environment(problems);
    }

    static Optional<String> value(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /// Only looks for mistakes.
    void check() {
        database();
        required("GLASSLINE_REDIS_URL", "where Redis is, such as redis://localhost:6379");
        publicUrl();
        port("GLASSLINE_PORT", 8080);
        port("GLASSLINE_INSIDE_PORT", 8081);
        trustedProxies();
        apiTokens(Set.of());
        passwords();
        spoolBytesMax();
        envelopesKept();
        clamAv();
        httpLimits();
    }

    /// @return empty when something is wrong; the problems say what.
    Optional<Deployment> deployment(CityConfig city) {
        var before = problems.size();
        var database = database();
        var redis = required("GLASSLINE_REDIS_URL", "where Redis is, such as redis://localhost:6379");
        var publicUrl = publicUrl();
        var listeners = new Listeners(port("GLASSLINE_PORT", 8080), port("GLASSLINE_INSIDE_PORT", 8081));
        var trustedProxies = trustedProxies();
        var tokens = apiTokens(staffIds(city));
        var staff = staff(city, passwords());
        var spoolBytesMax = spoolBytesMax();
        var envelopesKept = envelopesKept();
        var clamAv = clamAv();
        var httpLimits = httpLimits();
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Deployment(
                listeners,
                new BindAddresses(
                        value("GLASSLINE_BIND").orElse("0.0.0.0"),
                        value("GLASSLINE_INSIDE_BIND").orElse("127.0.0.1")),
                trustedProxies,
                publicUrl,
                database,
                redis,
                Path.of(value("GLASSLINE_KEYS").orElse("keys")).toAbsolutePath(),
                new SpoolPlace(spool(), spoolBytesMax),
                envelopesKept,
                new MediaPlace(Path.of(value("GLASSLINE_MEDIA").orElse("media")).toAbsolutePath(), clamAv),
                value("GLASSLINE_LOG_ORIGIN").orElseGet(() -> origin(publicUrl)),
                tokens,
                staff,
                value("GLASSLINE_CONSOLE_OVER_HTTP").isEmpty(),
                httpLimits,
                new Configuration(Environment::value, false)));
    }

    /// Where the record is, for a command that needs no configuration of the city.
    public record Places(DatabaseAddress database, String redisUrl, Path media, Path keys, String logOrigin) {}

    /// @return empty when something is missing; the problems say what.
    public Optional<Places> places() {
        var before = problems.size();
        var database = database();
        var redis = required("GLASSLINE_REDIS_URL", "where Redis is, such as redis://localhost:6379");
        var origin = value("GLASSLINE_LOG_ORIGIN").orElseGet(() -> origin(publicUrl()));
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Places(
                        database,
                        redis,
                        Path.of(value("GLASSLINE_MEDIA").orElse("media")).toAbsolutePath(),
                        Path.of(value("GLASSLINE_KEYS").orElse("keys")).toAbsolutePath(),
                        origin));
    }

    /// What a city has on this node, for a command that keeps all of it.
    ///
    /// - `staffPasswords`: the file, where one is named.
    public record Kept(
            DatabaseAddress database,
            Path keys,
            Path spool,
            Path media,
            Path config,
            Path plugins,
            Optional<Path> staffPasswords,
            String logOrigin) {}

    /// @param config the city's configuration folder
    /// @return empty when something is missing; the problems say what.
    public Optional<Kept> kept(Path config) {
        var before = problems.size();
        var database = database();
        var origin = value("GLASSLINE_LOG_ORIGIN").orElseGet(() -> origin(publicUrl()));
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Kept(
                        database,
                        Path.of(value("GLASSLINE_KEYS").orElse("keys")).toAbsolutePath(),
                        spool(),
                        Path.of(value("GLASSLINE_MEDIA").orElse("media")).toAbsolutePath(),
                        config.toAbsolutePath(),
                        Plugins.folder().toAbsolutePath(),
                        value("GLASSLINE_STAFF_PASSWORDS").map(Path::of).map(Path::toAbsolutePath),
                        origin));
    }

    /// This node's spool, in which the log's mark lies, too.
    public static Path spool() {
        return Path.of(value("GLASSLINE_SPOOL").orElse("spool")).toAbsolutePath();
    }

    /// The key that backups are sealed with; empty when it is missing or none. The problems say why.
    public Optional<BackupKey> backupKey() {
        var written = required("GLASSLINE_BACKUP_KEY", "the key of the backups; `openssl rand -base64 32` makes one");
        try {
            return written.isEmpty() ? Optional.empty() : Optional.of(BackupKey.parse(written));
        } catch (IllegalArgumentException e) {
            problems.add("GLASSLINE_BACKUP_KEY " + e.getMessage());
            return Optional.empty();
        }
    }

    /// The names of our variables that are set.
    public static List<String> names() {
        return System.getenv().keySet().stream()
                .filter(name -> name.startsWith("GLASSLINE_"))
                .sorted()
                .toList();
    }

    /// @return empty when it is missing or none; the problems say so.
    public Optional<DatabaseAddress> databaseAlone() {
        var before = problems.size();
        var database = database();
        return problems.size() > before ? Optional.empty() : Optional.of(database);
    }

    private DatabaseAddress database() {
        return database(required(
                "GLASSLINE_DB_URL", "where PostgreSQL is, such as jdbc:postgresql://localhost:5432/glassline"));
    }

    /// A database that is named otherwise; user and password are those of the variables, or in the URL.
    public DatabaseAddress database(String url) {
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
            return fromUri(url);
        }
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            problems.add("GLASSLINE_DB_URL: only PostgreSQL will do; start it with jdbc:postgresql://");
        }
        return new DatabaseAddress(
                url,
                value("GLASSLINE_DB_USER").orElse("glassline"),
                value("GLASSLINE_DB_PASSWORD").orElse(""));
    }

    private DatabaseAddress fromUri(String url) {
        try {
            var uri = URI.create(url);
            var user = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
            var port = uri.getPort() < 0 ? 5432 : uri.getPort();
            return new DatabaseAddress(
                    "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath()
                            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                    value("GLASSLINE_DB_USER").orElse(user[0].isEmpty() ? "glassline" : user[0]),
                    value("GLASSLINE_DB_PASSWORD").orElse(user.length > 1 ? user[1] : ""));
        } catch (IllegalArgumentException e) {
            problems.add("GLASSLINE_DB_URL is not a URL: " + e.getMessage());
            return new DatabaseAddress("", "", "");
        }
    }

    private String publicUrl() {
        var url = required(
                "GLASSLINE_PUBLIC_URL", "where the world reaches this gateway, such as https://talk.city.example");
        if (!url.isEmpty() && !url.matches("https?://[^/?#]+(/[^?#]*)?")) {
            problems.add("GLASSLINE_PUBLIC_URL is to be like https://talk.city.example, not " + url);
        }
        return url;
    }

    private int port(String name, int otherwise) {
        var text = value(name).orElse(Integer.toString(otherwise));
        try {
            var port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(name + " is to be a port from 1 to 65535, not " + text);
        return otherwise;
    }

    /// How long a node that is stopped goes on answering.
    Duration drain() {
        var text = value("GLASSLINE_DRAIN_SECONDS").orElse(Integer.toString(DRAIN_SECONDS));
        if (text.matches("\\d{1,3}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        problems.add("GLASSLINE_DRAIN_SECONDS is to be a number of seconds from 0 to 999, not " + text);
        return Duration.ZERO;
    }

    private List<ClientAddress.Network> trustedProxies() {
        var networks = new ArrayList<ClientAddress.Network>();
        for (var written : value("GLASSLINE_TRUSTED_PROXIES").orElse("").split(",")) {
            if (!written.isBlank()) {
                try {
                    networks.add(ClientAddress.Network.parse(written.strip()));
                } catch (IllegalArgumentException e) {
                    problems.add("GLASSLINE_TRUSTED_PROXIES: write " + e.getMessage());
                }
            }
        }
        return networks;
    }

    private long spoolBytesMax() {
        return number("GLASSLINE_SPOOL_MAX_MIB", Spool.BYTES_MAX_DEFAULT >> 20) << 20;
    }

    private Duration envelopesKept() {
        return Duration.ofDays(number("GLASSLINE_ENVELOPE_DAYS", Deployment.ENVELOPES_KEPT_DEFAULT.toDays()));
    }

    private Optional<SocketAddress> clamAv() {
        try {
            return value("GLASSLINE_CLAMAV").map(ClamAv::address);
        } catch (IllegalArgumentException e) {
            problems.add("GLASSLINE_CLAMAV " + e.getMessage());
            return Optional.empty();
        }
    }

    private HttpLimits httpLimits() {
        return HttpLimits.of(
                (int) number("GLASSLINE_CONNECTIONS_MAX", HttpLimits.CONNECTIONS_MAX_DEFAULT),
                (int) number("GLASSLINE_CONNECTIONS_PER_CLIENT_MAX", HttpLimits.CONNECTIONS_PER_CLIENT_MAX_DEFAULT),
                (int) number("GLASSLINE_BODIES_MAX_MIB", HttpLimits.BODIES_MAX_MIB_DEFAULT));
    }

    private long number(String name, long otherwise) {
        var text = value(name).orElse(Long.toString(otherwise));
        if (text.matches("[1-9]\\d{0,6}")) {
            return Long.parseLong(text);
        }
        problems.add(name + " is to be a number from 1 to 9999999, not " + text);
        return otherwise;
    }

    /// @param staff the ids that belong to people, which no token may have: the record would not tell them apart.
    private ApiTokens apiTokens(Set<String> staff) {
        var tokens = new ArrayList<ApiToken>();
        for (var written : value("GLASSLINE_API_TOKENS").orElse("").split(",")) {
            if (Arrays.stream(written.strip().split(":")).anyMatch(DemoSecrets::contains)) {
                problems.add("GLASSLINE_API_TOKENS holds the demo's token, which is public; make another");
            } else if (!written.isBlank()) {
                try {
                    tokens.add(allowed(ApiToken.parse(written.strip()), staff));
                } catch (IllegalArgumentException e) {
                    problems.add("GLASSLINE_API_TOKENS: " + e.getMessage());
                }
            }
        }
        try {
            return new ApiTokens(tokens);
        } catch (IllegalArgumentException e) {
            problems.add("GLASSLINE_API_TOKENS: " + e.getMessage());
            return new ApiTokens(List.of());
        }
    }

    private static ApiToken allowed(ApiToken token, Set<String> staff) {
        if (staff.contains(token.name())) {
            throw new IllegalArgumentException(
                    "token \"" + token.name() + "\" has the id of one of the staff; name the program instead");
        }
        return token;
    }

    private Map<String, PasswordHash> passwords() {
        var file = value("GLASSLINE_STAFF_PASSWORDS").map(Path::of);
        var hashes = new HashMap<String, PasswordHash>();
        if (file.isEmpty()) {
            return hashes;
        }
        try {
            var lines = Files.readAllLines(file.get());
            for (var number = 1; number <= lines.size(); number++) {
                var line = lines.get(number - 1).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    password(file.get() + ":" + number, line, hashes);
                }
            }
        } catch (IOException e) {
            problems.add("GLASSLINE_STAFF_PASSWORDS: cannot read " + file.get() + ": " + e.getMessage());
        }
        return hashes;
    }

    private void password(String place, String line, Map<String, PasswordHash> hashes) {
        var words = line.split("\\s+", 2);
        try {
            hashes.put(words[0], new PasswordHash(words.length > 1 ? words[1] : ""));
        } catch (IllegalArgumentException e) {
            problems.add(place + ": " + e.getMessage());
        }
    }

    /// Whoever has no password cannot sign in.
    private Staff staff(CityConfig city, Map<String, PasswordHash> passwords) {
        var known = staffIds(city);
        passwords.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(
                        id -> problems.add("GLASSLINE_STAFF_PASSWORDS: " + id + " is not among the staff in city.yml"));
        return new Staff(city.staff().stream()
                .filter(agent -> passwords.containsKey(agent.id()))
                .map(agent -> new Staff.Account(agent.id(), agent.name(), agent.roles(), hash(passwords, agent.id())))
                .toList());
    }

    private static Set<String> staffIds(CityConfig city) {
        return city.staff().stream().map(Agent::id).collect(Collectors.toUnmodifiableSet());
    }

    private static PasswordHash hash(Map<String, PasswordHash> passwords, String id) {
        return Optional.ofNullable(passwords.get(id)).orElseThrow();
    }

    private String required(String name, String is) {
        return value(name).orElseGet(() -> {
            problems.add(name + " is not set: " + is);
            return "";
        });
    }

    private static String origin(String publicUrl) {
        return publicUrl.replaceFirst("^https?://", "").replaceFirst("/+$", "") + "/log";
    }
}
