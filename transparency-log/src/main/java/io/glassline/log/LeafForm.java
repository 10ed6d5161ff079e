package io.glassline.log;

import static io.glassline.log.LeafForm.Field.maybe;
import static io.glassline.log.LeafForm.Field.must;
import static io.glassline.log.LeafForm.Type.COMMITMENT;
import static io.glassline.log.LeafForm.Type.COUNT;
import static io.glassline.log.LeafForm.Type.HOUR;
import static io.glassline.log.LeafForm.Type.ID;
import static io.glassline.log.LeafForm.Type.SECOND;
import static io.glassline.log.LeafForm.Type.TEXT;
import static io.glassline.log.LeafForm.Type.WORD;

import io.glassline.log.CanonicalEntry.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The published forms of a leaf, as a closed list: which fields each has, and what each holds. What is not in it is
/// refused, so that nothing can be put into a public record beside its schema. `docs/record/leaf.schema.json` is made
/// from this list.
///
/// Version 2 is what the gateway writes: a coarse kind and four more fields. Version 1 has a form for each kind, and a
/// log that is older than version 2 begins with it.
public final class LeafForm {

    private static final int OLD = 1;
    private static final int NOW = 2;

    private LeafForm() {}

    /// What a field may hold. `pattern` is a regular expression that the whole text matches.
    enum Type {
        TEXT("[\\s\\S]*"),
        WORD("[a-z][a-z0-9-]{1,15}"),
        ID("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        SECOND("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
        HOUR("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}Z"),
        /// 32 bytes in base64.
        COMMITMENT("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="),
        /// An integer that is not negative.
        COUNT("");

        final String pattern;
        private final Pattern compiled;

        Type(String pattern) {
            this.pattern = pattern;
            this.compiled = Pattern.compile(pattern);
        }

        boolean holds(Value value) {
            return switch (value) {
                case Value.Text(var text) ->
                    this != COUNT && compiled.matcher(text).matches();
                case Value.Number(var number) -> this == COUNT && number >= 0;
                case Value.Other _ -> false;
            };
        }
    }

    record Field(String name, Type type, boolean required) {

        static Field must(String name, Type type) {
            return new Field(name, type, true);
        }

        static Field maybe(String name, Type type) {
            return new Field(name, type, false);
        }
    }

    /// The fields of one kind in one version, beside `v` and `kind`.
    record Form(int version, String kind, List<Field> fields) {

        private Optional<String> fault(Map<String, Value> leaf) {
            for (var name : leaf.keySet()) {
                if (!name.equals("v") && !name.equals("kind") && fields.stream().noneMatch(f -> f.name.equals(name))) {
                    return Optional.of("field \"" + name + "\" is not one of a " + kind + " of version " + version);
                }
            }
            for (var field : fields) {
                var value = leaf.get(field.name);
                if (value == null ? field.required : !field.type.holds(value)) {
                    return Optional.of("field \"" + field.name + "\" of a " + kind + " of version " + version
                            + (value == null ? " is missing" : " does not hold what it should"));
                }
            }
            return Optional.empty();
        }
    }

    /// By version and kind, in the order in which they are published.
    static final SequencedMap<String, Form> FORMS = Stream.concat(versionTwo().stream(), versionOne().stream())
            .collect(Collectors.toMap(
                    form -> key(form.version, form.kind), form -> form, (one, _) -> one, LinkedHashMap::new));

    private static List<Form> versionTwo() {
        return Stream.of("in", "out", "act", "system")
                .map(kind ->
                        new Form(NOW, kind, List.of(must("c", COMMITMENT), maybe("channel", WORD), must("hour", HOUR))))
                .toList();
    }

    private static List<Form> versionOne() {
        return List.of(
                said("message.received", must("account", TEXT), must("c", COMMITMENT), must("content", TEXT)),
                inConversation(
                        "message.decided",
                        must("bot", TEXT),
                        must("outcome", TEXT),
                        must("position", COUNT),
                        must("rule", TEXT),
                        must("rules", TEXT)),
                inConversation("message.written", maybe("bot", TEXT), must("c", COMMITMENT), must("position", COUNT)),
                said("message.delivery", maybe("code", TEXT), must("delivery", TEXT), must("part", COUNT)),
                said("message.reconciled", must("account", TEXT)),
                said("message.quarantined", must("account", TEXT), must("delivery", COUNT)),
                said("message.redriven", must("account", TEXT), must("delivery", COUNT)),
                said("quarantine.viewed", must("account", TEXT), must("delivery", COUNT)),
                said("quarantine.set-aside", must("account", TEXT), must("delivery", COUNT)),
                said("send.again", must("c", COMMITMENT)),
                said("send.left", must("c", COMMITMENT)),
                inConversation("desk.taken", must("queue", TEXT), must("state", TEXT)),
                inConversation("desk.put-back", must("queue", TEXT), must("state", TEXT)),
                inConversation("desk.transferred", must("queue", TEXT), must("state", TEXT)),
                inConversation("desk.replied", must("queue", TEXT), must("state", TEXT)),
                inConversation("desk.closed", must("outcome", TEXT), must("queue", TEXT), must("state", TEXT)),
                inConversation("transcript.viewed", must("state", TEXT)),
                old(
                        "consent.changed",
                        must("c", COMMITMENT),
                        must("channel", WORD),
                        must("how", TEXT),
                        must("programme", TEXT),
                        must("standing", TEXT)),
                old("configuration.activated", must("actor", TEXT), must("bot", TEXT), must("rules", TEXT)),
                old(
                        "reconcile.ran",
                        must("account", TEXT),
                        must("actor", TEXT),
                        must("deliveries", TEXT),
                        must("messages", TEXT),
                        must("unknown", TEXT)));
    }

    private static Form inConversation(String kind, Field... fields) {
        return old(kind, with(fields, must("actor", TEXT), must("channel", WORD), must("conversation", ID)));
    }

    private static Form said(String kind, Field... fields) {
        return old(kind, with(fields, must("actor", TEXT), must("channel", WORD)));
    }

    private static Form old(String kind, Field... fields) {
        return new Form(OLD, kind, List.of(with(fields, must("at", SECOND))));
    }

    private static Field[] with(Field[] fields, Field... more) {
        return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(Field[]::new);
    }

    sealed interface Checked {

        /// `kind` is the precise one in version 1, and the coarse one in version 2.
        record Fits(String kind) implements Checked {}

        record Not(String because) implements Checked {}
    }

    /// Whether a leaf is of one of the published forms.
    ///
    /// @return what is wrong with it, in a sentence; empty when it is as published.
    public static Optional<String> fault(byte[] leaf) {
        return switch (CanonicalEntry.read(leaf)) {
            case CanonicalEntry.Reading.Not(var because, var _) -> Optional.of(because);
            case CanonicalEntry.Reading.Canonical(var fields) ->
                switch (check(fields)) {
                    case Checked.Fits _ -> Optional.empty();
                    case Checked.Not(var because) -> Optional.of(because);
                };
        };
    }

    static Checked check(Map<String, Value> leaf) {
        if (!(leaf.get("v") instanceof Value.Number(var version)) || version != OLD && version != NOW) {
            return new Checked.Not("field \"v\" is neither 1 nor 2");
        }
        if (!(leaf.get("kind") instanceof Value.Text(var kind))) {
            return new Checked.Not("field \"kind\" is missing, or no text");
        }
        var form = FORMS.get(key(Math.toIntExact(version), kind));
        return form == null
                ? new Checked.Not("version " + version + " has no kind \"" + kind + "\"")
                : form.fault(leaf).<Checked>map(Checked.Not::new).orElseGet(() -> new Checked.Fits(kind));
    }

    private static String key(int version, String kind) {
        return version + " " + kind;
    }

    /// The forms as a JSON Schema, one definition for each.
    static String schema() {
        var definitions = new ArrayList<String>();
        var references = new ArrayList<String>();
        for (var form : FORMS.values()) {
            var name = "v" + form.version + "." + form.kind;
            references.add("    {\"$ref\": \"#/$defs/" + name + "\"}");
            definitions.add(definition(name, form));
        }
        return """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "A leaf of the public record",
                  "description": "Canonical JSON (RFC 8785), at most 65,535 bytes. Version 2 is written; version 1 is read.",
                  "oneOf": [
                %s
                  ],
                  "$defs": {
                %s
                  }
                }
                """.formatted(String.join(",\n", references), String.join(",\n", definitions));
    }

    private static String definition(String name, Form form) {
        var properties = new ArrayList<String>();
        properties.add("        \"v\": {\"const\": " + form.version + "}");
        properties.add("        \"kind\": {\"const\": \"" + form.kind + "\"}");
        form.fields.forEach(field -> properties.add("        \"" + field.name + "\": " + type(field.type)));
        var required = Stream.concat(
                        Stream.of("v", "kind"),
                        form.fields.stream().filter(Field::required).map(Field::name))
                .map(field -> "\"" + field + "\"")
                .collect(Collectors.joining(", "));
        return """
                    "%s": {
                      "type": "object",
                      "properties": {
                %s
                      },
                      "required": [%s],
                      "additionalProperties": false
                    }""".formatted(name, String.join(",\n", properties), required);
    }

    private static String type(Type type) {
        return switch (type) {
            case COUNT -> "{\"type\": \"integer\", \"minimum\": 0}";
            case TEXT -> "{\"type\": \"string\"}";
            case WORD, ID, SECOND, HOUR, COMMITMENT ->
                "{\"type\": \"string\", \"pattern\": \"^" + type.pattern + "$\"}";
        };
    }
}
