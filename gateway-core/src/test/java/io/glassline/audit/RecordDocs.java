package io.glassline.audit;

import io.glassline.audit.AuditKind.Coarse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The published description of the record, made from its types.
final class RecordDocs {

    private RecordDocs() {}

    /// `docs/record/opening.schema.json`.
    static String openingSchema() {
        return """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "What opens a leaf of version 2 of the public record",
                  "description": "The leaf's c is HMAC-SHA-256, under salt, of the byte 0x02 and the canonical JSON (RFC 8785) of sealed.",
                  "type": "object",
                  "properties": {
                    "salt": {"$ref": "#/$defs/bytes32"},
                    "sealed": {
                      "oneOf": [
                %s
                      ]
                    },
                    "wordsSalt": {"$ref": "#/$defs/bytes32"},
                    "words": {"type": "object", "description": "What sealed.words commits to: HMAC-SHA-256, under wordsSalt, of the byte 0x01 and its canonical JSON. May be missing, or erased."}
                  },
                  "required": ["salt", "sealed"],
                  "additionalProperties": false,
                  "$defs": {
                    "bytes32": {"type": "string", "pattern": "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"},
                %s
                  }
                }
                """.formatted(
                        joined(kinds().map(kind -> "        {\"$ref\": \"#/$defs/" + kind.word() + "\"}")),
                        joined(kinds().map(RecordDocs::definition)));
    }

    private static String definition(AuditKind kind) {
        return """
                    "%s": {
                      "type": "object",
                      "description": "%s",
                      "properties": {
                %s
                      },
                      "required": [%s],
                      "additionalProperties": false
                    }""".formatted(
                        kind.word(),
                        kind.meaning(),
                        joined(fields(kind::allows).stream()
                                .map(field -> "        \"" + field.word() + "\": " + type(kind, field))),
                        fields(kind::requires).stream()
                                .map(field -> "\"" + field.word() + "\"")
                                .collect(Collectors.joining(", ")));
    }

    private static String type(AuditKind kind, AuditField field) {
        if (field == AuditField.KIND) {
            return "{\"const\": \"" + kind.word() + "\"}";
        }
        return switch (field.type()) {
            case TEXT -> "{\"type\": \"string\"}";
            case NUMBER -> "{\"type\": \"integer\", \"minimum\": 0}";
            case ID -> "{\"type\": \"string\", \"format\": \"uuid\"}";
            case TIME -> "{\"type\": \"string\", \"format\": \"date-time\"}";
            case COMMITMENT -> "{\"$ref\": \"#/$defs/bytes32\"}";
        };
    }

    /// `docs/record/entries.md`.
    static String entries() {
        return """
                # The entries of the record

                Each thing that happens is one entry of the public log. This page, `leaf.schema.json` and
                `opening.schema.json` are made from the types (`AuditKind`, `AuditField`, `LeafForm`), and a test holds them
                together. Why it is so: [ADR 14](../decisions/0014-the-record-is-sealed.md).

                ## What anyone reads: the leaf

                A leaf of version 2 is canonical JSON (RFC 8785) with these fields and no other:

                | field | holds |
                |---|---|
                | `v` | 2 |
                | `kind` | the coarse kind, see below |
                | `channel` | the channel, such as `sms`; there is no such field where an entry belongs to none |
                | `hour` | the hour in UTC, such as `2026-11-28T02Z` |
                | `c` | the commitment to the sealed part, base64 |

                | coarse kind | means |
                |---|---|
                %s

                ## What opens it: the sealed part

                `c` is HMAC-SHA-256 of the byte 0x02 and the sealed part, under a random salt of 32 bytes that no other entry has.
                The sealed part is canonical JSON, too. It and the salt are kept inside the city and can be erased; after
                that the leaf stays, its proofs hold, and it says nothing of what it was about.

                Words are in neither. Where there are any, the sealed part has `words`: HMAC-SHA-256 of the byte 0x01 and
                the canonical JSON of the words, under a second random salt. An auditor can open an entry without
                learning the words, and erasing the words leaves the sealed part as it was. "Words" is an object:

                | kind | words are |
                |---|---|
                | `message.received` | `message`, `account`, `address`, `sentAt`, `content`, and what was sent, such as `text` |
                | `message.written` | `message`, `account`, `address`, `content`, and what was sent, such as `text` |
                | `consent.changed` | `account`, `address`, `words` |
                | `send.left` | `message`, `because` |
                | `search.made` | `query` |

                To check an entry by hand: take the 0x02 byte and the bytes of `sealed`, compute the HMAC with `salt` as the key, and
                compare it with the leaf's `c`.

                ## Kinds

                | kind | coarse | means | sealed fields beside `kind` and `at` |
                |---|---|---|---|
                %s

                ## Sealed fields

                | field | holds |
                |---|---|
                %s

                ## Version 1

                A log that is older than version 2 begins with leaves of version 1. They stay as they are: a log
                cannot be corrected. They name the precise kind, the time to the second and a pseudonym; `c` is there only
                where there were words, and commits to the words as `words` does now. `leaf.schema.json` has the fields of each.
                `verify` reads both, and refuses a field that neither has.
                """.formatted(
                        lines(Arrays.stream(Coarse.values())
                                .map(coarse -> "| `" + coarse.word() + "` | " + coarse.meaning() + " |")),
                        lines(kinds().map(RecordDocs::row)),
                        lines(Arrays.stream(AuditField.values())
                                .map(field -> "| `" + field.word() + "` | " + field.meaning() + " |")));
    }

    private static String row(AuditKind kind) {
        return "| `%s` | `%s` | %s | %s |"
                .formatted(
                        kind.word(),
                        kind.coarse().word(),
                        kind.meaning(),
                        fields(kind::allows).stream()
                                .filter(field -> field != AuditField.KIND && field != AuditField.AT)
                                .map(field -> "`" + field.word() + "`" + (kind.requires(field) ? "" : "?"))
                                .collect(Collectors.joining(" ")));
    }

    private static Stream<AuditKind> kinds() {
        return Arrays.stream(AuditKind.values());
    }

    private static List<AuditField> fields(Predicate<AuditField> which) {
        return Arrays.stream(AuditField.values()).filter(which).toList();
    }

    private static String joined(Stream<String> some) {
        return some.collect(Collectors.joining(",\n"));
    }

    private static String lines(Stream<String> some) {
        return some.collect(Collectors.joining("\n"));
    }
}
