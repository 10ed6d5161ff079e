package io.glassline.bench.loss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The providers' stand-ins as the harness speaks to them: what goes wrong there, and what they sent.
public final class ProvidersClient {

    private final String url;
    private final JsonClient client = new JsonClient("the stand-ins");

    public ProvidersClient(String url) {
        this.url = url;
    }

    /// One send that a provider performed.
    public record PerformedSend(String account, String to, String text, List<String> providerIds) {}

    /// @param fault as `POST /faults` takes it
    void begin(Map<String, ?> fault) {
        try {
            client.ask(request("/faults")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JsonClient.JSON.writeValueAsBytes(fault))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endFaults() {
        client.ask(request("/faults").DELETE());
    }

    /// Every send that was performed, in the order it was.
    public List<PerformedSend> ledger() {
        var all = new ArrayList<PerformedSend>();
        for (var after = 0L; ; ) {
            var page = client.ask(request("/ledger?after=" + after).GET());
            page.path("sends").forEach(sent -> {
                var ids = new ArrayList<String>();
                sent.path("providerIds").forEach(id -> ids.add(id.asText()));
                all.add(new PerformedSend(
                        sent.path("account").asText(),
                        sent.path("to").asText(),
                        sent.path("text").asText(),
                        List.copyOf(ids)));
            });
            if (page.path("sends").isEmpty()) {
                return all;
            }
            after = page.path("next").asLong();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }
}
