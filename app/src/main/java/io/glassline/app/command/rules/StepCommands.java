package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is done with a version that was pushed.
final class StepCommands {

    private StepCommands() {}

    /// One step over the API, told in a line.
    abstract static class Step implements Callable<Integer> {

        @Mixin
        RunningNode node = new RunningNode();

        @Option(names = "--json", description = "print the node's answer as JSON")
        boolean json;

        final int does(Function<RunningNode, JsonNode> step, String says) {
            var answer = step.apply(node);
            System.out.println(json ? answer : says.formatted(answer.path("id").asText(), node.again()));
            return 0;
        }
    }

    @Command(
            name = "approve",
            description = "Says that a second person has looked at a version.",
            mixinStandardHelpOptions = true)
    static final class Approve extends Step {

        @Parameters(paramLabel = "VERSION", description = "such as 3f2a9c01b7de")
        String version = "";

        @Override
        public Integer call() {
            return does(
                    to -> to.post("/configuration/" + RunningNode.encoded(version) + "/approval", new byte[0]),
                    "Version %1$s is approved. To make it live: rules activate %1$s%2$s");
        }
    }

    @Command(
            name = "activate",
            description = "Makes an approved version the one that all nodes decide by, or none of them.",
            mixinStandardHelpOptions = true)
    static final class Activate extends Step {

        @Parameters(paramLabel = "VERSION", description = "such as 3f2a9c01b7de")
        String version = "";

        @Option(
                names = "--instead",
                paramLabel = "VERSION",
                description = "the version that you saw to be active; refused if it is another by now")
        @Nullable
        String instead;

        @Override
        public Integer call() {
            var seen = instead == null ? "" : "?instead=" + RunningNode.encoded(instead);
            return does(
                    to -> to.post("/configuration/" + RunningNode.encoded(version) + "/activation" + seen, new byte[0]),
                    "Version %s is live on all nodes. To go back: rules rollback%s");
        }
    }

    @Command(
            name = "rollback",
            description = "Makes the version live again that was so before.",
            mixinStandardHelpOptions = true)
    static final class Rollback extends Step {

        @Option(
                names = "--from",
                paramLabel = "VERSION",
                description =
                        "the version that you saw to be active (default: the one that is now); refused if another is"
                                + " by then")
        @Nullable
        String from;

        @Override
        public Integer call() {
            return does(
                    to -> {
                        var seen = from == null
                                ? to.get("/configuration").path("active").asText()
                                : from;
                        return to.post("/configuration/rollback?from=" + RunningNode.encoded(seen), new byte[0]);
                    },
                    "Version %s is live again on all nodes.");
        }
    }
}
