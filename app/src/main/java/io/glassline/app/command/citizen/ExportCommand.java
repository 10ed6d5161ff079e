package io.glassline.app.command.citizen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.Shell;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.command.rules.RunningNode;
import io.glassline.app.receipt.RecordFolder;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes one citizen's record into a folder of its own for each channel that knows the address.
@Command(
        name = "export",
        description = "Writes all that is known of one citizen into a folder: JSON, a page to read, proofs.",
        footer = {"", "Without --url it reads the city's own database, as GLASSLINE_DB_URL and the others name it."},
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--address", required = true, paramLabel = "A", description = "as the city writes it: +15550100")
    String address = "";

    @Option(names = "--channel", paramLabel = "C", description = "such as sms (default: each that knows the address)")
    @Nullable
    String channel;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "a folder that is not there, or empty")
    Path to = Path.of("");

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        var records = node.isNamed() ? overApi() : here();
        if (records.isEmpty()) {
            throw new Refused("Nothing is known of this address.");
        }
        try {
            for (var record : records) {
                var folder = records.size() == 1
                        ? to
                        : to.resolve(record.path("channel").asText());
                var proofs = new RecordFolder(folder).write(record);
                System.out.printf("%s: %d proofs%n", folder, proofs);
            }
        } catch (IOException e) {
            throw new Refused("The record cannot be written: " + e.getMessage());
        }
        return 0;
    }

    private List<JsonNode> overApi() {
        var asked = new HashMap<String, String>();
        asked.put("address", address);
        if (channel != null) {
            asked.put("channel", channel);
        }
        var records = new ArrayList<JsonNode>();
        node.post("/citizens/export", asked).path("records").forEach(records::add);
        return records;
    }

    private List<JsonNode> here() {
        try (var servers = OwnServers.open()) {
            var known = channel == null
                    ? servers.erasures().known(address)
                    : Set.of(new Address(new ChannelKind(channel), address));
            var export = servers.export();
            return known.stream()
                    .map(one ->
                            export.of(one, Shell.actor(), InstantSource.system().instant()))
                    .map(JSON::<JsonNode>valueToTree)
                    .toList();
        }
    }
}
