package io.glassline.bench.loss;

import io.glassline.bench.loss.GatewayRecord.Everything;
import io.glassline.bench.loss.GatewayRecord.OutboxRow;
import io.glassline.bench.loss.GatewayRecord.PartRow;
import io.glassline.bench.loss.ProvidersClient.PerformedSend;
import io.glassline.bench.town.NodeMain;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What staff write in bulk, over the gateway's API, while nothing can be sent: one bulletin to everyone who waits
/// for a person.
final class Bulletins {

    private final String api;
    private final JsonClient client = new JsonClient("the API");
    private final List<String> written = new ArrayList<>();

    /// @param insidePort of a node.
    Bulletins(int insidePort) {
        this.api = "http://localhost:" + insidePort + "/api/conversations";
    }

    /// The words of each, of which no two are the same.
    List<String> written() {
        return List.copyOf(written);
    }

    void write() {
        for (var waiting : client.ask(request("?state=waiting").GET()).path("conversations")) {
            var id = waiting.path("id").asText();
            client.ask(request("/" + id + "/taking").POST(BodyPublishers.noBody()));
            var words = "Bulletin " + (written.size() + 1) + " for " + id;
            client.ask(request("/" + id + "/messages")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JsonClient.JSON
                            .createObjectNode()
                            .put("text", words)
                            .put("pace", "bulk")
                            .toString())));
            written.add(words);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).header("Authorization", "Bearer " + NodeMain.API_TOKEN);
    }

    /// One citizen's messages are sent one after the other. While one of them is on its way, the bulletins of others
    /// need not wait for the next; and what was taken up together may change places.
    private static final Duration ON_THE_WAY_MAX = Duration.ofSeconds(3);

    /// Each bulletin must be sent once, and after everything live of its account that was written before it.
    static LossReport account(List<String> written, Everything record, List<PerformedSend> ledger) {
        var lost = new ArrayList<String>();
        var duplicated = new ArrayList<String>();
        var early = new ArrayList<String>();
        var sends = sends(record, ledger);
        for (var words : written) {
            var times = sends.stream().filter(send -> send.words.equals(words)).toList();
            if (times.isEmpty()) {
                lost.add("bulk: never sent: " + words);
            } else if (times.size() > 1) {
                duplicated.add("bulk: sent " + times.size() + " times: " + words);
            }
            times.forEach(bulk -> sends.stream()
                    .filter(send -> !written.contains(send.words) && bulk.isAheadOf(send))
                    .findFirst()
                    .ifPresent(live -> early.add("bulk: sent ahead of what was live: " + words + ", ahead of message "
                            + live.row.message())));
        }
        return new LossReport(lost, duplicated, early, List.of());
    }

    /// A send that was performed, and the message of the record that it was of.
    private record Send(String words, OutboxRow row, Instant handedOverAt) {

        boolean isAheadOf(Send live) {
            return row.account().equals(live.row.account())
                    && row.seq() > live.row.seq()
                    && handedOverAt.plus(ON_THE_WAY_MAX).isBefore(live.handedOverAt);
        }
    }

    private static List<Send> sends(Everything record, List<PerformedSend> ledger) {
        Map<UUID, OutboxRow> outbox =
                record.outbox().stream().collect(Collectors.toMap(OutboxRow::message, Function.identity()));
        var parts = new HashMap<String, PartRow>();
        record.parts().stream()
                .filter(part -> part.providerId() != null)
                .forEach(part -> parts.put(part.account() + "\n" + part.providerId(), part));
        var sends = new ArrayList<Send>();
        for (var performed : ledger) {
            for (var id : performed.providerIds()) {
                var part = parts.get(performed.account() + "\n" + id);
                if (part != null && part.handedOverAt() != null && outbox.containsKey(part.message())) {
                    sends.add(new Send(part.text(), outbox.get(part.message()), part.handedOverAt()));
                }
            }
        }
        return sends;
    }
}
