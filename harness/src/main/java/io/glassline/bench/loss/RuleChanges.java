package io.glassline.bench.loss;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.bench.town.City;
import io.glassline.bench.town.NodeMain;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What ops do meanwhile: a version of the rules is pushed, approved by another, activated, and rolled back. It decides
/// as the one before; it is another all the same.
final class RuleChanges {

    /// Nodes look twice a second; a node that was held looks before it decides.
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(5);

    private final List<Integer> insidePorts;
    private final Path folder;
    private final JsonClient client = new JsonClient("the API");
    private final List<Became> became = new ArrayList<>();
    private volatile boolean isAsked;

    /// @param seen just before it was asked for, so that nothing was decided by it earlier
    /// @param done when it was active for certain
    private record Became(String version, Instant seen, Instant done) {}

    /// @param insidePorts of the nodes, of which one is asked that lives
    RuleChanges(List<Integer> insidePorts, Path folder) {
        this.insidePorts = insidePorts;
        this.folder = folder;
    }

    void activateAnother() {
        isAsked = true;
        var version = ask("?note=another", NodeMain.API_TOKEN, zip())
                .path("version")
                .path("id")
                .asText();
        ask("/" + version + "/approval", NodeMain.SECOND_API_TOKEN, new byte[0]);
        become("/" + version + "/activation");
    }

    void rollBack() {
        become("/rollback");
    }

    private void become(String path) {
        var seen = Instant.now();
        var version = ask(path, NodeMain.API_TOKEN, new byte[0]).path("id").asText();
        became.add(new Became(version, seen, Instant.now()));
    }

    private JsonNode ask(String path, String token, byte[] body) {
        @Nullable RuntimeException last = null;
        for (var port : insidePorts) {
            try {
                return client.ask(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/configuration" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/zip")
                                .POST(BodyPublishers.ofByteArray(body)));
            } catch (UncheckedIOException e) {
                last = e; // this node is away; another may live
            }
        }
        throw last == null ? new IllegalStateException("there is no node") : last;
    }

    /// The city's folder with one comment more.
    private byte[] zip() {
        var files = good(ConfigurationFiles.ofFolder(City.home().resolve("config")));
        var changed = folder.resolve("rules-" + became.size());
        try {
            Files.createDirectories(changed);
            files.writeTo(changed);
            Files.writeString(
                    changed.resolve("routing.yml"),
                    "%n# changed under load, %d%n".formatted(became.size() + 1),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return good(ConfigurationFiles.ofFolder(changed)).toZip();
    }

    private static ConfigurationFiles good(Parsed<ConfigurationFiles> parsed) {
        return switch (parsed) {
            case Parsed.Good<ConfigurationFiles>(var files) -> files;
            case Parsed.Bad<ConfigurationFiles>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /// By which version how many messages were decided, from when to when.
    record Use(String version, long decisions, Instant first, Instant last) {}

    /// Each decision was made by the version that was active, within the time in which nodes take one up.
    LossReport account(List<Use> uses) {
        if (became.isEmpty()) {
            return isAsked ? LossReport.lost("rules: no version could be activated") : LossReport.NOTHING;
        }
        var wrong = new ArrayList<String>();
        var known = new HashMap<String, List<Became>>();
        became.forEach(one ->
                known.computeIfAbsent(one.version, _ -> new ArrayList<>()).add(one));
        var first = uses.stream().min(Comparator.comparing(Use::first)).map(Use::version);
        for (var use : uses) {
            var times = known.getOrDefault(use.version, List.of());
            if (times.isEmpty() && !first.equals(Optional.of(use.version))) {
                wrong.add("rules: %d decided by %s, which nobody activated".formatted(use.decisions, use.version));
            }
            if (!first.equals(Optional.of(use.version))
                    && times.stream().noneMatch(one -> !use.first.isBefore(one.seen))) {
                wrong.add("rules: decided by %s at %s, before it was asked for".formatted(use.version, use.first));
            }
            var end = endOf(use.version);
            if (end != null && use.last.isAfter(end.plus(TAKEN_UP_WITHIN))) {
                wrong.add("rules: decided by %s at %s; another was active since %s"
                        .formatted(use.version, use.last, end));
            }
        }
        return new LossReport(List.of(), List.of(), wrong, List.of());
    }

    /// When another became active for good in the version's place; null where it is the last.
    private @Nullable Instant endOf(String version) {
        for (var n = became.size() - 1; n >= 0; n--) {
            if (became.get(n).version.equals(version)) {
                return n == became.size() - 1 ? null : became.get(n + 1).done;
            }
        }
        return became.getFirst().done;
    }
}
