package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The versions of a running node's configuration, and which node decides by which.
@Command(
        name = "history",
        description = "Lists the versions, what was done with each by whom, and which node decides by which.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print the node's answer as JSON")
    boolean json;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        var answer = node.get("/configuration");
        if (json) {
            System.out.println(answer);
            return 0;
        }
        answer.path("versions").forEach(HistoryCommand::print);
        answer.path("nodes")
                .forEach(one -> System.out.printf(
                        "node %s decides by %s since %s%s%n",
                        one.path("node").asText(),
                        one.path("version").asText(),
                        one.path("since").asText(),
                        one.hasNonNull("refused")
                                ? "; it refused %s: %s"
                                        .formatted(
                                                one.path("refused").asText(),
                                                one.path("because").asText())
                                : ""));
        return 0;
    }

    private static void print(JsonNode version) {
        System.out.printf(
                "%s  %-10s  %s%n    %s%n",
                version.path("id").asText(),
                version.path("state").asText(),
                version.path("note").asText(),
                StreamSupport.stream(version.path("steps").spliterator(), false)
                        .map(step -> "%s by %s, %s"
                                .formatted(
                                        step.path("kind").asText(),
                                        step.path("who").asText(),
                                        step.path("at").asText()))
                        .collect(Collectors.joining("; ")));
    }
}
