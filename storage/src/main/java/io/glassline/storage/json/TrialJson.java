package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.instant;
import static io.glassline.storage.json.Json.list;
import static io.glassline.storage.json.Json.maybe;
import static io.glassline.storage.json.Json.maybeText;
import static io.glassline.storage.json.Json.read;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.text;
import static io.glassline.storage.json.Json.written;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.config.VersionId;
import io.glassline.trial.Replay;
import io.glassline.trial.ShadowFindings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What replays and shadows came to. What citizens wrote is never in it.
public final class TrialJson {

    private TrialJson() {}

    public static String replay(Replay replay) {
        return written(out -> {
            out.writeStartObject();
            field(out, "id", replay.id());
            field(out, "draft", replay.draft().hex());
            field(out, "back", replay.back().toString());
            field(out, "begunAt", replay.begunAt().toString());
            field(out, "state", replay.state().name());
            out.writeNumberField("total", replay.total());
            out.writeNumberField("messages", replay.messages());
            out.writeNumberField("different", replay.different());
            out.writeNumberField("notReproduced", replay.notReproduced());
            out.writeNumberField("erased", replay.erased());
            field(out, "left", replay.left().map(Duration::toString));
            moves(out, replay.byOutcome());
            out.writeArrayFieldStart("load");
            for (var load : replay.load()) {
                out.writeStartObject();
                field(out, "queue", load.queue());
                out.writeNumberField("hour", load.hour());
                out.writeNumberField("now", load.now());
                out.writeNumberField("then", load.then());
                out.writeEndObject();
            }
            out.writeEndArray();
            examples(out, replay.examples());
            field(out, "failed", replay.failed());
            out.writeEndObject();
        });
    }

    public static Replay readReplay(String json) {
        var node = read(json);
        return new Replay(
                text(node, "id"),
                new VersionId(text(node, "draft")),
                Duration.parse(text(node, "back")),
                instant(node, "begunAt"),
                Replay.State.valueOf(text(node, "state")),
                number(node, "total"),
                number(node, "messages"),
                number(node, "different"),
                number(node, "notReproduced"),
                number(node, "erased"),
                maybeText(node, "left").map(Duration::parse),
                readMoves(node),
                list(
                        required(node, "load"),
                        load -> new Replay.Load(
                                text(load, "queue"),
                                (int) number(load, "hour"),
                                number(load, "now"),
                                number(load, "then"))),
                readExamples(node),
                maybeText(node, "failed"));
    }

    public static String findings(ShadowFindings found) {
        return written(out -> {
            out.writeStartObject();
            out.writeNumberField("messages", found.messages());
            out.writeNumberField("different", found.different());
            out.writeNumberField("skipped", found.skipped());
            out.writeNumberField("inForms", found.inForms());
            out.writeNumberField("failed", found.failed());
            out.writeNumberField("activeNanos", found.activeTook().toNanos());
            out.writeNumberField("draftNanos", found.draftTook().toNanos());
            out.writeNumberField("slowestNanos", found.slowest().toNanos());
            moves(out, found.moves());
            out.writeArrayFieldStart("faults");
            for (var fault : found.faults()) {
                out.writeStartObject();
                field(out, "rule", fault.rule());
                field(out, "because", fault.because());
                out.writeNumberField("count", fault.count());
                out.writeEndObject();
            }
            out.writeEndArray();
            examples(out, found.examples());
            out.writeArrayFieldStart("problems");
            for (var problem : found.problems()) {
                out.writeString(Json.wellFormed(problem));
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    public static ShadowFindings readFindings(String json) {
        var node = read(json);
        return new ShadowFindings(
                number(node, "messages"),
                number(node, "different"),
                number(node, "skipped"),
                number(node, "inForms"),
                number(node, "failed"),
                Duration.ofNanos(number(node, "activeNanos")),
                Duration.ofNanos(number(node, "draftNanos")),
                Duration.ofNanos(number(node, "slowestNanos")),
                readMoves(node),
                list(
                        required(node, "faults"),
                        fault -> new ShadowFindings.Fault(
                                text(fault, "rule"), text(fault, "because"), number(fault, "count"))),
                readExamples(node),
                list(required(node, "problems"), JsonNode::textValue));
    }

    private static void moves(JsonGenerator out, List<Replay.Move> moves) throws IOException {
        out.writeArrayFieldStart("moves");
        for (var move : moves) {
            out.writeStartObject();
            field(out, "from", move.from());
            field(out, "to", move.to());
            out.writeNumberField("count", move.count());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static List<Replay.Move> readMoves(JsonNode node) {
        return list(
                required(node, "moves"),
                move -> new Replay.Move(text(move, "from"), text(move, "to"), number(move, "count")));
    }

    private static void examples(JsonGenerator out, List<Replay.Example> examples) throws IOException {
        out.writeArrayFieldStart("examples");
        for (var example : examples) {
            out.writeStartObject();
            field(out, "message", example.message());
            field(out, "conversation", example.conversation());
            field(out, "at", example.at().toString());
            field(out, "channel", example.channel());
            field(out, "from", example.from());
            field(out, "to", example.to());
            field(out, "because", example.because());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static List<Replay.Example> readExamples(JsonNode node) {
        return list(
                required(node, "examples"),
                example -> new Replay.Example(
                        text(example, "message"),
                        text(example, "conversation"),
                        instant(example, "at"),
                        text(example, "channel"),
                        text(example, "from"),
                        text(example, "to"),
                        text(example, "because"),
                        Optional.empty()));
    }

    private static long number(JsonNode node, String name) {
        return maybe(node, name).map(JsonNode::longValue).orElse(0L);
    }
}
