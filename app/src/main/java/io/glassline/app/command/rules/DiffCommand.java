package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.Home;
import io.glassline.app.rules.FileChanges;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What changed, in sentences and lines.
@Command(
        name = "diff",
        description = "What changed from one folder to another, or of a running node from one version to another.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TO", description = "a folder; with --url a version")
    String to = "";

    @Option(
            names = "--from",
            paramLabel = "FROM",
            description =
                    "a folder (default: $GLASSLINE_CONFIG, or config); with --url a version (default: the active one)")
    @Nullable
    String from;

    @Option(names = "--json", description = "print it as JSON")
    boolean json;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        var changes = changes();
        if (json) {
            System.out.println(changes);
        } else {
            changes.path("files").forEach(DiffCommand::print);
            if (changes.path("files").isEmpty()) {
                System.out.println("Nothing changed.");
            }
        }
        return 0;
    }

    private JsonNode changes() {
        if (node.isNamed()) {
            return node.get("/configuration/%s/changes%s"
                    .formatted(RunningNode.encoded(to), from == null ? "" : "?from=" + RunningNode.encoded(from)));
        }
        var before = new Folder(Home.config(from == null ? null : Path.of(from))).files();
        var after = new Folder(Path.of(to)).files();
        return new ObjectMapper().valueToTree(Map.of("files", FileChanges.between(before, after)));
    }

    private static void print(JsonNode file) {
        System.out.println(file.path("file").asText());
        file.path("says").forEach(sentence -> System.out.println("  " + sentence.asText()));
        file.path("lines")
                .forEach(line -> System.out.printf(
                        "  %s %4d  %s%n",
                        switch (line.path("sign").asText()) {
                            case "ADDED" -> "+";
                            case "REMOVED" -> "-";
                            default -> " ";
                        },
                        line.path("number").asInt(),
                        line.path("text").asText()));
    }
}
