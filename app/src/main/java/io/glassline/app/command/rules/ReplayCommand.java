package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Recorded traffic against a draft.
@Command(
        name = "replay",
        description = "What a draft would have done with the messages of the last days. Nothing is sent or stored.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Option(names = "--since", defaultValue = "7d", description = "how many days back (default: ${DEFAULT-VALUE})")
    String since = "7d";

    @Option(names = "--draft", paramLabel = "DIR", description = "a folder, which is pushed as a draft first")
    @Nullable
    Path draft;

    @Option(names = "--version", paramLabel = "VERSION", description = "a version that was pushed before")
    @Nullable
    String version;

    @Option(names = "--words", description = "show what citizens wrote, where the token may read it")
    boolean words;

    @Option(names = "--json", description = "print the result as JSON")
    boolean json;

    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    boolean help;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() throws InterruptedException {
        var replay = node.post("/configuration/replay", request());
        while (!isOver(replay)) {
            tellProgress(replay);
            Thread.sleep(LOOK_EVERY);
            replay = node.get("/configuration/replay/" + replay.path("id").asText());
        }
        if (words) {
            replay = node.get("/configuration/replay/" + replay.path("id").asText() + "?words=true");
        }
        if (json) {
            System.out.println(replay);
        } else {
            print(replay);
        }
        return replay.path("state").asText().equals("done") ? 0 : 1;
    }

    private LinkedHashMap<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("since", since);
        if (draft != null) {
            var pushed = node.post(
                    "/configuration?note=" + RunningNode.encoded("to be replayed"),
                    new Folder(draft).files().toZip());
            request.put("version", pushed.path("version").path("id").asText());
        } else if (version != null) {
            request.put("version", version);
        }
        return request;
    }

    private static boolean isOver(JsonNode replay) {
        var state = replay.path("state").asText();
        return state.equals("done") || state.equals("failed");
    }

    private static void tellProgress(JsonNode replay) {
        System.err.printf(
                "%s: %d of %d messages%s%n",
                replay.path("state").asText(),
                replay.path("messages").asLong() + replay.path("erased").asLong(),
                replay.path("total").asLong(),
                replay.hasNonNull("leftSeconds")
                        ? ", about %d s left"
                                .formatted(replay.path("leftSeconds").asLong())
                        : "");
    }

    private static void print(JsonNode replay) {
        if (replay.hasNonNull("failed")) {
            System.out.println("It ended early: " + replay.path("failed").asText());
        }
        System.out.printf(
                "%d messages decided again, %d different, %d without their words%n",
                replay.path("messages").asLong(),
                replay.path("different").asLong(),
                replay.path("erased").asLong());
        System.out.print(Differences.told(replay));
    }
}
