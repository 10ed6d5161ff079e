package io.glassline.demo.town;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody on the line: one call of Twilio's stand-in.
record Caller(Town town, String call) implements Citizen {

    static Caller from(Town town, String number) {
        var begun = town.post(town.providers("/calls"), Map.of("from", number, "text", ""));
        return new Caller(town, begun.path("id").asText());
    }

    /// Says words, or presses keys, as soon as the city listens.
    @Override
    public void says(String words) {
        Town.await("the city listens", () -> state().equals("listening"));
        town.post(town.providers("/calls/" + call), Map.of("text", words));
    }

    void hangsUp() {
        town.send(town.request(town.providers("/calls/" + call)).DELETE());
        Town.await("the call has ended", () -> state().equals("ended"));
    }

    @Override
    public List<String> heard() {
        var heard = new ArrayList<String>();
        for (var line : shown().path("said")) {
            if (line.path("who").asText().equals("city")) {
                heard.add(line.path("text").asText());
            }
        }
        return heard;
    }

    String state() {
        return shown().path("state").asText();
    }

    JsonNode shown() {
        for (var one : town.get(town.providers("/calls"))) {
            if (one.path("sid").asText().equals(call)) {
                return one;
            }
        }
        throw new AssertionError("no call " + call);
    }
}
