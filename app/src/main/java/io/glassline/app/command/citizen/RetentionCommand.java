package io.glassline.app.command.citizen;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.command.rules.RunningNode;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tells how much would be removed by its age, without removing anything.
@Command(
        name = "retention",
        description =
                "Tells what the city's schedules (retention.yml) would remove now, and what the last run removed.",
        footer = {"", "Exit code 0, or 1 when a run was missed. Nodes remove by themselves, once a day."},
        mixinStandardHelpOptions = true)
public final class RetentionCommand implements Callable<Integer> {

    private static final int MISSED = 1;

    @Option(names = "--preview", required = true, description = "only tell; nothing is removed by this command")
    boolean preview;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        if (!node.isNamed()) {
            throw new Refused("Name a running node: --url http://localhost:8081 --token TOKEN");
        }
        var told = node.get("/retention");
        if (told.path("schedules").isEmpty()) {
            System.out.println("The city has no retention.yml: nothing is removed by its age.");
        }
        told.path("schedules").forEach(RetentionCommand::print);
        var last = told.path("last");
        System.out.println(
                last.isMissingNode() || last.isNull()
                        ? "No run was finished yet."
                        : "Last run, %s: %s conversations, %s messages' files, %s unreadable deliveries removed."
                                .formatted(
                                        last.path("day").asText(),
                                        last.path("conversations").asText(),
                                        last.path("files").asText(),
                                        last.path("quarantined").asText()));
        if (told.path("missed").asBoolean()) {
            System.err.println("A run was missed: look at the logs of the nodes for \"retention\".");
            return MISSED;
        }
        return 0;
    }

    private static void print(JsonNode schedule) {
        var queues = new ArrayList<String>();
        schedule.path("queues").forEach(queue -> queues.add(queue.asText()));
        System.out.printf(
                "%s%s, %d days: %d would go now. %s%n",
                schedule.path("keep").asText(),
                queues.isEmpty() ? "" : " of " + String.join(", ", queues),
                schedule.path("days").asInt(),
                schedule.path("due").asLong(),
                schedule.path("because").elements().next().asText());
    }
}
