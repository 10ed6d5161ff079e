package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.instant;
import static io.glassline.storage.json.Json.read;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.written;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.conversation.Traffic;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// How much a lane said within the hour.
public final class TrafficJson {

    private TrafficJson() {}

    public static String traffic(Traffic traffic) {
        return written(out -> write(out, traffic));
    }

    public static Traffic readTraffic(String json) {
        return traffic(read(json));
    }

    static void write(JsonGenerator out, Traffic traffic) throws IOException {
        out.writeStartObject();
        field(out, "since", traffic.since().toString());
        out.writeNumberField("messages", traffic.messages());
        out.writeNumberField("answers", traffic.answers());
        out.writeNumberField("replies", traffic.replies());
        out.writeObjectFieldStart("same");
        for (var answer : traffic.sameAnswers().entrySet()) {
            out.writeNumberField(answer.getKey(), answer.getValue());
        }
        out.writeEndObject();
        out.writeBooleanField("over", traffic.isOver());
        out.writeBooleanField("told", traffic.isTold());
        out.writeEndObject();
    }

    static Traffic traffic(JsonNode node) {
        Map<String, Integer> same = new HashMap<>();
        required(node, "same")
                .properties()
                .forEach(answer -> same.put(answer.getKey(), answer.getValue().intValue()));
        return new Traffic(
                instant(node, "since"),
                required(node, "messages").intValue(),
                required(node, "answers").intValue(),
                required(node, "replies").intValue(),
                same,
                required(node, "over").booleanValue(),
                required(node, "told").booleanValue());
    }
}
