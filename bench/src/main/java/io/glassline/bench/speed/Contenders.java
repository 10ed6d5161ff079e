package io.glassline.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Everyone who takes the same signed post, each with a database of its own.
final class Contenders {

    static final int CITIZENS = 20_000;

    /// What brings the form to about 1 KB.
    private static final String TEXT = "Our recycling bin on Elm Street was not emptied this morning, nor last week."
            + " The truck came down the street at about half past seven and went past our side. Can somebody come again,"
            + " and could you tell me whom to call when it happens the next time? Thank you, the people of number 12";

    private static final String PEER_TABLE = """
            create table inbound (
                provider_id text        primary key,
                sender      text        not null,
                recipient   text        not null,
                words       text        not null,
                received_at timestamptz not null
            )
            """;

    private final Servers servers;
    private final List<String> flags;
    private final String classPath;

    Contenders(Servers servers, List<String> flags) {
        this(servers, flags, Contender.ownClassPath());
    }

    private Contenders(Servers servers, List<String> flags, String classPath) {
        this.servers = servers;
        this.flags = flags;
        this.classPath = classPath;
    }

    /// The same servers and flags with what was built in another checkout, which reads its own configuration.
    Contenders builtIn(Path checkout) {
        var there = new ArrayList<>(flags);
        there.add("-Dglassline.home=" + checkout.toAbsolutePath());
        return new Contenders(servers, there, Contender.ownClassPathIn(checkout));
    }

    Contender bareNetty(String name) {
        return Contender.start(name, flags, classPath, BareNetty.class.getName(), servers.folder());
    }

    /// @param module one of `peer-micronaut`, `peer-camel`, `peer-spring`.
    Contender peer(String name, String module) {
        var database = servers.database(name.replaceAll("\\W+", "_").toLowerCase(java.util.Locale.ROOT));
        servers.execute(database, PEER_TABLE);
        return Contender.start(
                name,
                flags,
                Contender.peerClassPath(module),
                "io.glassline.bench.peer." + module.substring("peer-".length()) + ".Main",
                servers.folder(),
                database,
                servers.user(),
                servers.password());
    }

    Contender acceptOnly(String name) {
        return acceptOnly(name, servers.database("accept_only"));
    }

    Contender acceptOnly(String name, String database) {
        return accepting(name, database, List.of());
    }

    /// The same, with the text channel declared in YAML.
    Contender acceptDeclared(String name, String database) {
        return accepting(name, database, List.of(declaredFolder().toString()));
    }

    private Contender accepting(String name, String database, List<String> more) {
        var arguments = new ArrayList<>(List.of(
                database,
                servers.user(),
                servers.password(),
                servers.folder()
                        .resolve("spool-of-" + database.replaceFirst(".*/", ""))
                        .toString()));
        arguments.addAll(more);
        return Contender.start(
                name, flags, classPath, AcceptOnly.class.getName(), servers.folder(), arguments.toArray(String[]::new));
    }

    private Path declaredFolder() {
        var folder = servers.folder().resolve("declared");
        try (var file = Objects.requireNonNull(
                Contenders.class.getResourceAsStream("/declared/channels/twilio-text.yml"),
                "the build lost the file")) {
            Files.createDirectories(folder.resolve("channels"));
            Files.write(folder.resolve("channels/twilio-text.yml"), file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the channel's file", e);
        }
        return folder;
    }

    Contender node(String name, String database, String providers) {
        return node(name, database, servers.redisUrl(), providers);
    }

    Contender node(String name, String database, String redisUrl, String providers) {
        return node(name, database, redisUrl, providers, Contender.freePort());
    }

    /// @param insidePort where its API is
    Contender node(String name, String database, String redisUrl, String providers, int insidePort) {
        return Contender.start(
                name,
                flags,
                classPath,
                Node.class.getName(),
                servers.folder(),
                database,
                servers.user(),
                servers.password(),
                redisUrl,
                providers,
                keys().toString(),
                Integer.toString(insidePort));
    }

    /// Whether entries wait for their place in the log.
    boolean hasUnsequenced(String database) {
        return servers.count(database, "select count(*) from log_waiting") > 0;
    }

    private Path keys() {
        return servers.folder().resolve("keys");
    }

    static SignedPosts posts(String path) {
        return new SignedPosts(path, List.of(TEXT), CITIZENS, false);
    }

    static SignedPosts endlessPosts(String path) {
        return new SignedPosts(path, List.of(TEXT), CITIZENS, true);
    }

    /// Words that are answered without a model: a gate, a greeting, a menu. From so many citizens, and as many texts as
    /// do not divide them, that nobody gets the same words often: the gateway would hold them back for a person.
    static SignedPosts scriptedPosts() {
        return new SignedPosts(SignedPosts.ACCOUNT_PATH, List.of("HELP", "hello", "menu"), CITIZENS * 2, false);
    }

    /// Answered by a gate, and by so many citizens that nobody gets the same words too often to be sent.
    static SignedPosts postsOfHelp() {
        return new SignedPosts(SignedPosts.ACCOUNT_PATH, List.of("HELP"), CITIZENS * 10, false);
    }
}
