package io.glassline.app.command.citizen;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.app.command.Shell;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.command.rules.RunningNode;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Erasures.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Erases one citizen and waits until it is complete. Stopped in between, it is gone on with by a node, or by the same
/// command.
@Command(
        name = "erase",
        description = "Erases the words and addresses of one citizen, everywhere. All proofs stay valid.",
        footer = {
            "",
            "Exit code 0 when it is complete, 1 when it is refused or there is no such address, 3 when it still waits.",
            "Without --url it works on the city's own database, as GLASSLINE_DB_URL and the others name it."
        },
        mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {

    private static final int WAITS = 3;
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    @Option(names = "--address", required = true, paramLabel = "A", description = "as the city writes it: +15550100")
    String address = "";

    @Option(names = "--channel", paramLabel = "C", description = "such as sms (default: each that knows the address)")
    @Nullable
    String channel;

    @Option(names = "--reason", required = true, paramLabel = "R", description = "why; it is on the record")
    String reason = "";

    @Option(
            names = "--wait-seconds",
            defaultValue = "60",
            description = "how long to wait for what is under way with the citizen (default: ${DEFAULT-VALUE})")
    long waitSeconds = 60;

    @Mixin
    RunningNode node = new RunningNode();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws InterruptedException {
        if (reason.isBlank()) {
            throw new Refused("Say why: --reason \"she asked for it at the desk\"");
        }
        var until = clock.instant().plusSeconds(waitSeconds);
        return node.isNamed() ? overApi(until) : here(until);
    }

    private int overApi(Instant until) throws InterruptedException {
        var asked = new HashMap<String, String>();
        asked.put("address", address);
        asked.put("because", reason);
        if (channel != null) {
            asked.put("channel", channel);
        }
        var begun = node.post("/citizens/erasures", asked).path("erasures");
        var stages = new ArrayList<String>();
        for (var one : begun) {
            var at = one;
            while (!at.path("over").asBoolean() && clock.instant().isBefore(until)) {
                Thread.sleep(LOOKS_EVERY);
                at = node.get("/citizens/erasures/" + one.path("id").asText());
            }
            stages.add(told(at));
        }
        return code(stages);
    }

    private static String told(JsonNode erasure) {
        var stage = erasure.path("stage").asText();
        System.out.printf(
                "%s %s: %s%n",
                erasure.path("id").asText(), erasure.path("channel").asText(), stage);
        return stage;
    }

    private int here(Instant until) throws InterruptedException {
        try (var servers = OwnServers.open()) {
            var erasures = servers.erasures();
            var work = servers.work();
            var ids = ask(erasures);
            while (ids.stream()
                            .map(erasures::find)
                            .anyMatch(one -> !one.orElseThrow().isOver())
                    && clock.instant().isBefore(until)) {
                if (!work.step()) {
                    Thread.sleep(LOOKS_EVERY);
                }
            }
            var stages = new ArrayList<String>();
            for (var id : ids) {
                var erasure = erasures.find(id).orElseThrow();
                var stage = erasure.stage().name().toLowerCase(Locale.ROOT);
                System.out.printf("%s %s: %s%n", id, erasure.channel(), stage);
                stages.add(stage);
            }
            return code(stages);
        }
    }

    /// @throws Refused where nothing is known of the address, or a hold is on it
    private List<UUID> ask(Erasures erasures) {
        var known = channel == null ? erasures.known(address) : Set.of(new Address(new ChannelKind(channel), address));
        if (known.isEmpty()) {
            throw new Refused("Nothing is known of this address.");
        }
        var ids = new ArrayList<UUID>();
        for (var one : known) {
            switch (erasures.ask(one, reason, Shell.actor(), clock.instant())) {
                case Asked.Held(var hold) -> throw new Refused(hold.sentence());
                case Asked.Begun(Erasure erasure) -> ids.add(erasure.id());
            }
        }
        return ids;
    }

    private static int code(List<String> stages) {
        if (stages.contains("refused")) {
            System.err.println("There is a hold on the address; it was not erased.");
            return 1;
        }
        if (!stages.stream().allMatch("finished"::equals)) {
            System.err.println("It still waits for something that is under way, and is finished later by itself.");
            return WAITS;
        }
        return 0;
    }
}
